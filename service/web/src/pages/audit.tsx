import { useState } from 'preact/hooks';
import type { AuditPage } from '../../../src/audit/schemas.ts';
import { call } from '../api.ts';
import { More, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

/** Who did what, newest first. */
export function Audit() {
  const [action, setAction] = useState('');
  const pages = usePages(
    async (cursor) => {
      const { entries, nextCursor } = await call<AuditPage>('/admin/audit', { query: { cursor, action } });
      return { rows: entries, nextCursor };
    },
    [action],
  );
  return (
    <Page
      title="Audit log"
      actions={
        <input
          type="search"
          placeholder="one action, such as key.revoke"
          aria-label="Action"
          onChange={({ currentTarget }) => setAction(currentTarget.value.trim())}
        />
      }
    >
      <Table
        rows={pages.rows}
        id={({ id }) => String(id)}
        empty={pages.loading ? '' : 'There is no such entry.'}
        columns={[
          { name: 'When', cell: ({ at }) => <Time at={at} /> },
          { name: 'Action', cell: (entry) => entry.action },
          { name: 'Key', cell: ({ keyId }) => <code>{keyId ?? 'command line'}</code> },
          { name: 'From', cell: ({ address }) => address ?? '–' },
          { name: 'Project', cell: ({ project }) => project ?? '–' },
          { name: 'Target', cell: ({ target }) => target ?? '–' },
          { name: 'Detail', cell: ({ detail }) => (detail ? <code>{JSON.stringify(detail)}</code> : '–') },
        ]}
      />
      <More pages={pages} />
    </Page>
  );
}
