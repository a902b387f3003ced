import { useState } from 'preact/hooks';
import type { ApiKey, KeyPage } from '../../../src/keys/schemas.ts';
import { call, part } from '../api.ts';
import { useAction } from '../data.ts';
import { Confirm } from '../parts/confirm.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { NewKey } from './new-key.tsx';
import { ShownKey } from './shown-key.tsx';

const stateOf = ({ revokedAt, expiresAt, replacedBy }: ApiKey) => {
  if (revokedAt) return 'revoked';
  if (expiresAt && Date.parse(expiresAt) < Date.now()) return 'expired';
  return replacedBy ? 'being replaced' : 'works';
};

/** API keys: who may do what, new ones, replaced ones, and the end of one. */
export function Keys() {
  const [shown, setShown] = useState<string>();
  const { busy, error, run } = useAction();
  const pages = usePages(async (cursor) => {
    const { keys, nextCursor } = await call<KeyPage>('/admin/keys', { query: { cursor } });
    return { rows: keys, nextCursor };
  }, []);
  const made = (key: string) => {
    setShown(key);
    pages.reload();
  };
  const rotate = (id: string) =>
    run(async () => made((await call<{ key: string }>(`/admin/keys/${part(id)}/rotate`, { body: {} })).key));
  const revoke = async (id: string) => {
    if (await run(() => call(`/admin/keys/${part(id)}`, { method: 'DELETE' }))) pages.reload();
  };
  return (
    <Page title="API keys">
      {shown && <ShownKey value={shown} onDone={() => setShown(undefined)} />}
      <NewKey onMade={made} />
      <Notice error={error} />
      <Table
        rows={pages.rows}
        id={({ id }) => id}
        empty=""
        columns={[
          { name: 'Name', cell: ({ name }) => name },
          { name: 'Id', cell: ({ id }) => <code>{id}</code> },
          { name: 'May', cell: ({ scopes }) => scopes.join(', ') },
          { name: 'Project', cell: ({ project }) => project ?? 'all' },
          { name: 'State', cell: stateOf },
          { name: 'Until', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
          { name: 'Last used', cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
          {
            name: '',
            cell: (key) =>
              stateOf(key) === 'works' && (
                <span class="actions">
                  <button type="button" disabled={busy} onClick={() => rotate(key.id)}>
                    Replace
                  </button>
                  <Confirm label="Revoke" sure="Revoke now" busy={busy} act={() => revoke(key.id)} />
                </span>
              ),
          },
        ]}
      />
      <More pages={pages} />
    </Page>
  );
}
