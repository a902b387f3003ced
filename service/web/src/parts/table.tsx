import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  name: string;
  cell: (row: Row) => ComponentChildren;
}

/** Rows under named columns; `empty` is said when there are none. */
export function Table<Row>(props: {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  id: (row: Row) => string;
  empty: string;
}) {
  if (props.rows.length === 0) return <p class="quiet">{props.empty}</p>;
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {props.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.id(row)}>
              {props.columns.map(({ name, cell }) => (
                <td key={name}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
