import type { Pool, PoolConnection } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import type { SqlCondition } from '../memories/filters.ts';
import { ensureProject } from '../projects/repository.ts';
import { onStore } from './dependencies.ts';
import { NEWEST_FIRST, newestCursor, olderThan, type Page, type PageQuery, readPage } from './paging.ts';
import type { Table } from './table.ts';

/** A way to go through a list. */
export interface Order<T> {
  /** SQL on a table named e. */
  sql: string;
  cursorOf(last: T): string;
  /** What comes behind a cursor. @throws AppError INVALID_CURSOR */
  after(cursor: string): SqlCondition;
}

const newestFirst: Order<{ id: string }> = { sql: NEWEST_FIRST, cursorOf: newestCursor, after: olderThan };

/** What can be done with every kind of entity. Each @throws AppError STORE_UNAVAILABLE */
export interface Entities<T> {
  /** @param also what happens in the same transaction, before */
  add(entity: T, also?: (connection: PoolConnection) => Promise<void>): Promise<T>;
  get(project: string, id: string): Promise<T>;
  page(
    project: string,
    query: PageQuery,
    conditions: readonly SqlCondition[],
    order?: Order<T>,
  ): Promise<Page<T>>;
  /** Writes what `apply` makes of the entity; nobody else changes it meanwhile. */
  change(project: string, id: string, apply: (entity: T) => T): Promise<T>;
  /** @param also what happens in the same transaction, afterwards */
  remove(
    project: string,
    id: string,
    also?: (connection: PoolConnection, removed: T) => Promise<void>,
  ): Promise<void>;
}

/**
 * @param what their name, for messages of the log
 * @param notFound thrown for an id that the project does not have
 */
export function createEntities<T extends { id: string; project: string }>(
  mysql: Pool,
  table: Table<T>,
  what: string,
  notFound: ErrorCode,
): Entities<T> {
  const orThrow = (entity: T | null): T => {
    if (!entity) throw new AppError(notFound);
    return entity;
  };
  return {
    add: (entity, also) =>
      onStore(`adding to ${what}`, async () => {
        await ensureProject(mysql, entity.project);
        await transaction(mysql, async (connection) => {
          await also?.(connection);
          await table.insert(connection, entity);
        });
        return entity;
      }),
    get: (project, id) =>
      onStore(`reading ${what}`, async () => orThrow(await table.find(mysql, project, id))),
    page: (project, query, conditions, order = newestFirst) => {
      const all = [...conditions, ...(query.cursor === undefined ? [] : [order.after(query.cursor)])];
      return onStore(`listing ${what}`, () =>
        readPage(query, (limit) => table.select(mysql, project, all, order.sql, limit), order.cursorOf),
      );
    },
    change: (project, id, apply) =>
      onStore(`changing ${what}`, () =>
        transaction(mysql, async (connection) => {
          const changed = apply(orThrow(await table.find(connection, project, id, 'lock')));
          await table.update(connection, changed);
          return changed;
        }),
      ),
    remove: (project, id, also) =>
      onStore(`deleting from ${what}`, () =>
        transaction(mysql, async (connection) => {
          const entity = orThrow(await table.find(connection, project, id, 'lock'));
          await table.remove(connection, project, id);
          await also?.(connection, entity);
        }),
      ),
  };
}
