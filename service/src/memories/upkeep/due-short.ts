import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { MemoryContext } from '../context.ts';
import { createdAtOf } from '../identity.ts';
import type { Memory } from '../schemas.ts';
import type { Due } from './due-mid.ts';
import type { PromotionRules } from './upkeep.ts';

const PROJECTS = 500;
const MEMORIES = 200;

/**
 * The short-tier memories that are important or used, and either old enough for the mid tier or about to go before the
 * next run but one.
 */
export async function* dueShortMemories(
  { mysql, short }: Pick<MemoryContext, 'mysql' | 'short'>,
  rules: PromotionRules,
): AsyncGenerator<Due> {
  for await (const projects of projectNames(mysql)) {
    for (const project of await short.populated(projects)) {
      let position = null;
      for (;;) {
        const ids: string[] = await short.ids(project, position, MEMORIES);
        const memories = await short.getMany(project, ids);
        const uses = await short.uses(
          project,
          memories.map(({ id }) => id),
        );
        const now = Date.now();
        for (const [index, memory] of memories.entries()) {
          if (isDue(memory, uses[index] ?? 0, rules, now)) yield { project, id: memory.id };
        }
        const last = ids.at(-1);
        if (!last || ids.length < MEMORIES) break;
        position = { id: last, createdAt: createdAtOf(last) };
      }
    }
  }
}

function isDue(memory: Memory, uses: number, rules: PromotionRules, now: number): boolean {
  if (memory.importance < rules.short_min_importance && uses < rules.short_min_uses) return false;
  const oldEnough = now - Date.parse(memory.createdAt) >= rules.short_min_age_seconds * 1000;
  const leaving = Date.parse(memory.expiresAt as string) - now <= 2 * rules.interval_seconds * 1000;
  return oldEnough || leaving;
}

async function* projectNames(mysql: Pool): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const [rows] = await mysql.execute<RowDataPacket[]>(
      `SELECT id FROM projects WHERE id > ? ORDER BY id LIMIT ${PROJECTS}`,
      [after],
    );
    yield rows.map((row) => row.id as string);
    if (rows.length < PROJECTS) return;
    after = rows.at(-1)?.id;
  }
}
