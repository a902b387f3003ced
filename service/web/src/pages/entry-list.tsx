import { call, part } from '../api.ts';
import { More, usePages } from '../parts/more.tsx';
import { type Column, Table } from '../parts/table.tsx';

export interface EntryListProps<Row> {
  project: string;
  /** The collection's name in the REST interface. */
  what: 'todos' | 'decisions' | 'notes' | 'sessions';
  title: string;
  columns: readonly Column<Row>[];
  /** Another number loads the list anew. */
  turn?: number;
}

/** A list of things of a project, page by page. */
export function EntryList<Row extends { id: string }>(props: EntryListProps<Row>) {
  const { project, what, turn } = props;
  const pages = usePages(
    async (cursor) => {
      const path = `/projects/${part(project)}/${what}`;
      const page = await call<Record<string, unknown>>(path, { query: { cursor } });
      return { rows: page[what] as Row[], nextCursor: page.nextCursor as string | null };
    },
    [project, what, turn],
  );
  return (
    <section>
      <h2>{props.title}</h2>
      <Table
        rows={pages.rows}
        id={({ id }) => id}
        empty={pages.loading ? '' : 'There is none.'}
        columns={props.columns}
      />
      <More pages={pages} />
    </section>
  );
}
