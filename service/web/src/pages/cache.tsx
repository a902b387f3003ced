import { call } from '../api.ts';
import { useAction, useLoaded } from '../data.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Page, Show } from '../parts/page.tsx';

const REFRESH_MS = 5000;

/** How well the caches do on the answering replica, and a way to empty them on all. */
export function Cache() {
  const stats = useLoaded(() => call<Record<string, unknown>>('/admin/cache'), [], REFRESH_MS);
  const { busy, error, run } = useAction();
  const clear = async (level?: 'l1') => {
    if (await run(() => call('/admin/cache', { method: 'DELETE', query: { level } }))) stats.reload();
  };
  return (
    <Page
      title="Cache"
      actions={
        <>
          <Confirm label="Clear L1" sure="Clear L1 everywhere" busy={busy} act={() => clear('l1')} />
          <Confirm label="Clear all" sure="Clear L1 and L2 everywhere" busy={busy} act={() => clear()} />
        </>
      }
    >
      <Notice error={error} />
      <Show from={stats}>{(found) => <pre class="text">{JSON.stringify(found, null, 2)}</pre>}</Show>
    </Page>
  );
}
