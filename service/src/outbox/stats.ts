import type { Pool, RowDataPacket } from 'mysql2/promise';

export interface OutboxStats {
  /** Vectors that are out of date. */
  pending: number;
  /** Vectors given up after failures that would not go away. */
  dead: number;
  /** Age of the oldest pending entry; 0 without one. */
  lagSeconds: number;
}

export async function outboxStats(mysql: Pool): Promise<OutboxStats> {
  const [rows] = await mysql.query<RowDataPacket[]>(
    `SELECT COALESCE(SUM(state = 'pending'), 0) AS pending, COALESCE(SUM(state = 'dead'), 0) AS dead,
       COALESCE(MAX(IF(state = 'pending', TIMESTAMPDIFF(MICROSECOND, created_at, CURRENT_TIMESTAMP(6)), 0)), 0) AS lag_us
     FROM outbox`,
  );
  const row = rows[0];
  return {
    pending: Number(row?.pending ?? 0),
    dead: Number(row?.dead ?? 0),
    lagSeconds: Math.max(0, Number(row?.lag_us ?? 0)) / 1e6,
  };
}
