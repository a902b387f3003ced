import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { PromotionRules } from './upkeep.ts';

const BATCH = 200;
const DAY_MS = 86_400_000;

export interface Due {
  project: string;
  id: string;
}

/**
 * The mid memories that are old enough for the long tier and either important or used often. One that was given an end
 * keeps it: who stored it wants it gone.
 */
export async function* dueMidMemories(mysql: Pool, rules: PromotionRules): AsyncGenerator<Due> {
  const youngest = new Date(Date.now() - rules.mid_min_age_days * DAY_MS);
  let after = { createdAt: new Date(0), id: '' };
  for (;;) {
    const [rows] = await mysql.execute<RowDataPacket[]>(
      `SELECT m.id, m.created_at, m.project_id FROM long_term_memories m
         LEFT JOIN memory_usage u ON u.memory_id = m.id
       WHERE m.tier = 'mid' AND m.expires_at IS NULL AND m.created_at <= ?
         AND (m.created_at, m.id) > (?, ?) AND m.created_at >= ?
         AND (m.importance >= ? OR u.access_count >= ?)
       ORDER BY m.created_at, m.id LIMIT ${BATCH}`,
      [youngest, after.createdAt, after.id, after.createdAt, rules.mid_min_importance, rules.mid_min_uses],
    );
    for (const row of rows) yield { project: row.project_id, id: row.id };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { createdAt: last.created_at, id: last.id };
  }
}
