import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { SqlCondition } from '../memories/filters.ts';
import type { Executor } from '../memories/repository.ts';
import { putTerms, removeTerms, type TermKind } from './terms.ts';

export type Value = string | number | boolean | Date | null;

/** How an entity stands in its table, whose keys are id and project_id. */
export interface TableSpec<T> {
  table: string;
  kind: TermKind;
  /** The columns besides id and project_id, in the order of `values`. */
  columns: readonly string[];
  values(entity: T): Value[];
  fromRow(row: RowDataPacket): T;
  /** What it is found by. */
  texts(entity: T): (string | null)[];
}

/** The rows of one kind of entity together with the terms they are found by. */
export interface Table<T> {
  insert(db: Executor, entity: T): Promise<void>;
  /** Writes every column of a row that is there. */
  update(db: Executor, entity: T): Promise<void>;
  /** @param lock keeps others from changing the row until the transaction ends */
  find(db: Executor, project: string, id: string, lock?: 'lock'): Promise<T | null>;
  /** @returns whether it was there */
  remove(db: Executor, project: string, id: string): Promise<boolean>;
  /** Those that meet all conditions on a table named e. `order` is SQL of this code, never of a client. */
  select(
    db: Executor,
    project: string,
    conditions: readonly SqlCondition[],
    order: string,
    limit: number,
  ): Promise<T[]>;
}

export function createTable<T extends { id: string; project: string }>(spec: TableSpec<T>): Table<T> {
  const { table, kind, columns, values, fromRow, texts } = spec;
  const all = ['id', 'project_id', ...columns];
  const selected = all.map((column) => `e.${column}`).join(', ');
  const owner = ({ id, project }: T) => ({ kind, id, project });
  return {
    async insert(db, entity) {
      await db.execute(`INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`, [
        entity.id,
        entity.project,
        ...values(entity),
      ]);
      await putTerms(db, owner(entity), texts(entity));
    },
    async update(db, entity) {
      await db.execute(
        `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ? AND project_id = ?`,
        [...values(entity), entity.id, entity.project],
      );
      await putTerms(db, owner(entity), texts(entity));
    },
    async find(db, project, id, lock) {
      const [rows] = await db.execute<RowDataPacket[]>(
        `SELECT ${selected} FROM ${table} e WHERE e.id = ? AND e.project_id = ?${lock ? ' FOR UPDATE' : ''}`,
        [id, project],
      );
      return rows[0] ? fromRow(rows[0]) : null;
    },
    async remove(db, project, id) {
      const [result] = await db.execute<ResultSetHeader>(
        `DELETE FROM ${table} WHERE id = ? AND project_id = ?`,
        [id, project],
      );
      await removeTerms(db, { kind, id, project });
      return result.affectedRows === 1;
    },
    async select(db, project, conditions, order, limit) {
      const [rows] = await db.execute<RowDataPacket[]>(
        `SELECT ${selected} FROM ${table} e WHERE e.project_id = ?${conditions.map(({ sql }) => ` AND ${sql}`).join('')}
         ORDER BY ${order} LIMIT ?`,
        // A number would be sent as a double, which LIMIT does not take.
        [project, ...conditions.flatMap((condition) => condition.values), String(limit)],
      );
      return rows.map(fromRow);
    },
  };
}

/** A column of time as the API writes it. */
export const isoTime = (value: Date): string => value.toISOString();
export const isoTimeOrNull = (value: Date | null): string | null => value?.toISOString() ?? null;
