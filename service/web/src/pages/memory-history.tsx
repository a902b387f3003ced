import type { HistoryPage } from '../../../src/memories/change-schemas.ts';
import { call } from '../api.ts';
import { useAction } from '../data.ts';
import { More, usePages } from '../parts/more.tsx';
import { Notice } from '../parts/notice.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

const SHOWN = 200;

/** The versions of a memory, each of which can be given back. @param props.version the one it has now */
export function MemoryHistory(props: { path: string; version: number; onRestored: () => void }) {
  const { path, version, onRestored } = props;
  const { busy, error, run } = useAction();
  const pages = usePages(
    async (cursor) => {
      const page = await call<HistoryPage>(`${path}/history`, { query: { cursor } });
      return { rows: page.versions, nextCursor: page.nextCursor };
    },
    [path, version],
  );
  const restore = async (wanted: number) => {
    if (await run(() => call(`${path}/restore`, { body: { version: wanted } }))) onRestored();
  };
  return (
    <section>
      <h2>Versions</h2>
      <Notice error={error} />
      <Table
        rows={pages.rows}
        id={({ memory }) => String(memory.version)}
        empty=""
        columns={[
          { name: 'Version', cell: ({ memory }) => memory.version },
          { name: 'Event', cell: ({ event }) => event },
          { name: 'When', cell: ({ at }) => <Time at={at} /> },
          { name: 'Text', cell: ({ memory }) => memory.content.slice(0, SHOWN) },
          {
            name: '',
            cell: ({ memory }) =>
              memory.version !== version && (
                <button type="button" disabled={busy} onClick={() => restore(memory.version)}>
                  Restore
                </button>
              ),
          },
        ]}
      />
      <More pages={pages} />
    </section>
  );
}
