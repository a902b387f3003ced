import type { Connection } from 'mysql2/promise';
import type { VectorKindName } from '../vectors/kind.ts';

const AGAIN = `ON DUPLICATE KEY UPDATE version = outbox.version + 1, sweep = outbox.sweep OR new.sweep,
  state = 'pending', attempts = 0,
  available_at = IF(outbox.claimed_by IS NULL, CURRENT_TIMESTAMP(3), outbox.available_at)`;

/**
 * Says, in the transaction of the change itself, that an entity's vector is out of date. Several changes before the
 * relay comes make one row. A row that a relay works on stays with it until it is done.
 *
 * @param sweep the vector may also lie in a collection where it no longer belongs
 */
export async function enqueue(
  db: Pick<Connection, 'execute'>,
  entry: { kind: VectorKindName; id: string; project: string; sweep: boolean },
): Promise<void> {
  await db.execute(
    `INSERT INTO outbox (kind, entity_id, project_id, sweep) VALUES (?, ?, ?, ?) AS new ${AGAIN}`,
    [entry.kind, entry.id, entry.project, entry.sweep],
  );
}

/** Says so of many entities at once; `sweep` is true for all of them. */
export async function enqueueAll(
  db: Pick<Connection, 'query'>,
  entries: readonly { kind: VectorKindName; id: string; project: string }[],
): Promise<void> {
  if (entries.length === 0) return;
  await db.query(`INSERT INTO outbox (kind, entity_id, project_id, sweep) VALUES ? AS new ${AGAIN}`, [
    entries.map(({ kind, id, project }) => [kind, id, project, true]),
  ]);
}
