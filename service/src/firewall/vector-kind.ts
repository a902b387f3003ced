import { createHash } from 'node:crypto';
import type { RowDataPacket } from 'mysql2/promise';
import type { VectorKind, VectorSource } from '../vectors/kind.ts';
import { embeddedText } from './embedded-text.ts';

interface Row extends RowDataPacket {
  id: string;
  project_id: string;
  type: string | null;
  pattern: string;
  first_seen_at: Date;
}

const COLUMNS = 'id, project_id, type, pattern, first_seen_at';

function toSource(row: Row): VectorSource {
  const text = embeddedText(row);
  return {
    id: row.id,
    project: row.project_id,
    collection: 'errors',
    // The class of an error can be longer than the field; nothing is filtered by it.
    type: 'error',
    tags: [],
    createdAt: row.first_seen_at.getTime(),
    textHash: createHash('sha256').update(text).digest('hex'),
    text,
  };
}

/** The vectors of error patterns. */
export const errorVectors: VectorKind = {
  name: 'error',
  collections: ['errors'],
  async find(db, ids) {
    if (ids.length === 0) return [];
    const [rows] = await db.execute<Row[]>(
      `SELECT ${COLUMNS} FROM error_patterns WHERE id IN (${ids.map(() => '?').join(', ')})`,
      [...ids],
    );
    return rows.map(toSource);
  },
  async count(db) {
    const [rows] = await db.execute<RowDataPacket[]>('SELECT COUNT(*) AS n FROM error_patterns');
    return Number(rows[0]?.n);
  },
  async page(db, after, limit) {
    const [rows] = await db.execute<Row[]>(
      `SELECT ${COLUMNS} FROM error_patterns WHERE id > ? ORDER BY id LIMIT ?`,
      [after, String(limit)],
    );
    return rows.map((row) => {
      const { text: _text, ...entry } = toSource(row);
      return entry;
    });
  },
};
