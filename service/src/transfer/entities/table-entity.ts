import type { Table } from '../../context/table.ts';
import type { TermKind } from '../../context/terms.ts';
import { mysqlCode } from '../../database/transaction.ts';
import type { ExportSource } from '../export-source.ts';
import type { Mention, Places } from '../places.ts';
import type { Outcome } from '../write-memories.ts';
import type { Entity } from './entity.ts';

const PAGE = 200;

interface Row {
  id: string;
  project: string;
}

/** The rows of a table as lines, oldest first. */
export const tableSource = <T extends Row>(kind: TermKind, table: Table<T>): ExportSource =>
  async function* ({ mysql }, project) {
    let last = '';
    for (;;) {
      const after = { sql: 'e.id > ?', values: [last] };
      const rows = await table.select(mysql, project, [after], 'e.id', PAGE);
      for (const { project: _project, ...fields } of rows) yield { kind, ...fields };
      last = rows.at(-1)?.id ?? '';
      if (rows.length < PAGE) return;
    }
  };

/**
 * An entity that is one row.
 *
 * @param references what it refers to
 * @param relink the entity with those led to where they are
 */
export function tableEntity<T extends Row>(
  kind: TermKind,
  table: Table<T>,
  entity: T,
  references: readonly Mention[],
  relink: (entity: T, places: Places) => T,
): Entity {
  const self = { kind, id: entity.id };
  const outcome = (places: Places): Extract<Outcome, { id: string }> => ({
    status: places.has(self) ? 'existing' : 'created',
    id: places.idOf(self),
  });
  return {
    mentions: [self, ...references],
    preview: async (_db, places) => outcome(places),
    write: async (connection, places) => {
      const expected = outcome(places);
      if (expected.status === 'existing') return expected;
      try {
        await table.insert(connection, { ...relink(entity, places), id: places.idOf(self) });
      } catch (error) {
        // Somebody else imports the same at this moment.
        if (mysqlCode(error) !== 'ER_DUP_ENTRY') throw error;
        return { ...expected, status: 'existing' };
      }
      places.add(self);
      return expected;
    },
  };
}

/** What refers to a session. */
export const sessionMention = (id: string | null): Mention[] =>
  id === null ? [] : [{ kind: 'session', id }];

/** A session's id where it is now. */
export const sessionAt = (id: string | null, places: Places): string | null =>
  id === null ? null : places.idOf({ kind: 'session', id });
