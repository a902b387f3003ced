import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { AuditEntry } from './entry.ts';

const MAX_TARGET = 255;

/** The values of one entry in the order of COLUMNS. */
const values = ({ by, action, project, target, detail }: AuditEntry) => [
  by.keyId,
  by.address,
  action,
  project ?? null,
  target?.slice(0, MAX_TARGET) ?? null,
  detail ? JSON.stringify(detail) : null,
];

const COLUMNS = 'key_id, address, action, project_id, target, detail';

/**
 * Writes entries, all or none. With the connection of a transaction they stand exactly when what they tell of does.
 *
 * @returns the id of the first entry
 */
export async function writeAudit(
  mysql: Pool | PoolConnection,
  ...entries: readonly AuditEntry[]
): Promise<number> {
  const [result] = await mysql.query<ResultSetHeader>(`INSERT INTO audit_log (${COLUMNS}) VALUES ?`, [
    entries.map(values),
  ]);
  return result.insertId;
}
