import type { RowDataPacket } from 'mysql2/promise';
import type { VectorEntry, VectorKind } from '../vectors/kind.ts';

interface Row extends RowDataPacket {
  id: string;
  project_id: string;
  tier: 'mid' | 'long';
  type: string;
  tags: string[];
  created_at: Date;
  content_hash: Buffer;
}

const COLUMNS = 'id, project_id, tier, type, tags, created_at, content_hash';

const toEntry = (row: Row): VectorEntry => ({
  id: row.id,
  project: row.project_id,
  collection: row.tier,
  type: row.type,
  tags: row.tags,
  createdAt: row.created_at.getTime(),
  textHash: row.content_hash.toString('hex'),
});

/** The vectors of mid and long memories. */
export const memoryVectors: VectorKind = {
  name: 'memory',
  collections: ['mid', 'long'],
  async find(db, ids) {
    if (ids.length === 0) return [];
    const [rows] = await db.execute<(Row & { content: string })[]>(
      `SELECT ${COLUMNS}, content FROM long_term_memories WHERE id IN (${ids.map(() => '?').join(', ')})`,
      [...ids],
    );
    return rows.map((row) => ({ ...toEntry(row), text: row.content }));
  },
  async count(db) {
    const [rows] = await db.execute<RowDataPacket[]>('SELECT COUNT(*) AS n FROM long_term_memories');
    return Number(rows[0]?.n);
  },
  async page(db, after, limit) {
    const [rows] = await db.execute<Row[]>(
      `SELECT ${COLUMNS} FROM long_term_memories WHERE id > ? ORDER BY id LIMIT ?`,
      [after, String(limit)],
    );
    return rows.map(toEntry);
  },
};
