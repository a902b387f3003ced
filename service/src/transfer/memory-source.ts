import type { Pool } from 'mysql2/promise';
import { createdAtOf } from '../memories/identity.ts';
import { MEMORY_COLUMNS, type MemoryRow, toMemory, VISIBLE } from '../memories/rows.ts';
import type { Memory } from '../memories/schemas.ts';
import type { ShortStore } from '../memories/short-store.ts';
import type { ExportSource } from './export-source.ts';

const PAGE = 200;

/** The memories of all tiers. */
export const exportedMemories: ExportSource = async function* ({ mysql, short }, project) {
  for await (const memory of allMemories({ mysql, short }, project)) {
    const { project: _project, ...fields } = memory;
    yield { kind: 'memory', ...fields };
  }
};

/** The memories of a project: mid and long ones oldest first, then the short ones. */
export async function* allMemories(
  { mysql, short }: { mysql: Pool; short: ShortStore },
  project: string,
): AsyncGenerator<Memory> {
  let after = { createdAt: new Date(0), id: '' };
  for (;;) {
    const [rows] = await mysql.execute<MemoryRow[]>(
      `SELECT ${MEMORY_COLUMNS} FROM long_term_memories m
       WHERE m.project_id = ? AND (m.created_at > ? OR (m.created_at = ? AND m.id > ?)) AND ${VISIBLE}
       ORDER BY m.created_at, m.id LIMIT ${PAGE}`,
      [project, after.createdAt, after.createdAt, after.id],
    );
    yield* rows.map(toMemory);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = { createdAt: last.created_at, id: last.id };
  }
  yield* shortMemories(short, project);
}

async function* shortMemories(short: ShortStore, project: string): AsyncGenerator<Memory> {
  let position: { id: string; createdAt: number } | null = null;
  for (;;) {
    const ids: string[] = await short.ids(project, position, PAGE);
    yield* await short.getMany(project, ids);
    const last = ids.at(-1);
    if (!last || ids.length < PAGE) return;
    position = { id: last, createdAt: createdAtOf(last) };
  }
}
