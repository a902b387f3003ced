import type { RowDataPacket } from 'mysql2/promise';
import { contentHash } from '../memories/identity.ts';
import type { Executor } from '../memories/repository.ts';
import { VISIBLE } from '../memories/rows.ts';
import type { Memory } from '../memories/schemas.ts';

/** What MySQL has already of memories that are to come. */
export interface Existing {
  /** The memory of the project that is this one: by its id, or by its text. */
  same(memory: Memory): string | undefined;
  /** Whether an id is in use, in whatever project: ids are of the whole service. */
  taken(id: string): boolean;
  /** Says that the memory is there now. */
  add(memory: Memory): void;
}

/** Looks for many memories of one project at once. */
export async function findExisting(
  db: Executor,
  project: string,
  memories: readonly Memory[],
): Promise<Existing> {
  const owners = new Map<string, string>();
  const byText = new Map<string, string>();
  if (memories.length > 0) {
    const [ids] = await db.query<RowDataPacket[]>(
      'SELECT memory_id, project_id FROM memory_hashes WHERE memory_id IN (?)',
      [memories.map(({ id }) => id)],
    );
    for (const row of ids) owners.set(String(row.memory_id), String(row.project_id));
    const [texts] = await db.query<RowDataPacket[]>(
      `SELECT h.memory_id, h.content_hash FROM memory_hashes h JOIN long_term_memories m ON m.id = h.memory_id
       WHERE h.project_id = ? AND h.content_hash IN (?) AND ${VISIBLE}`,
      [project, memories.map(({ content }) => contentHash(content))],
    );
    for (const row of texts) byText.set((row.content_hash as Buffer).toString('hex'), String(row.memory_id));
  }
  return {
    same: ({ id, content }) =>
      owners.get(id) === project ? id : byText.get(contentHash(content).toString('hex')),
    taken: (id) => owners.has(id),
    add({ id, content }) {
      owners.set(id, project);
      byText.set(contentHash(content).toString('hex'), id);
    },
  };
}
