import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Actor } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import { transaction } from '../database/transaction.ts';
import type { Overrides } from './overlay.ts';

/** Keeps the values apart from what else the table holds. */
const PREFIX = 'config:';

/** The values that were set with `ops config set` or the API. */
export async function readOverrides(mysql: Pool): Promise<Overrides> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT name, value FROM settings WHERE name LIKE ?', [
    `${PREFIX}%`,
  ]);
  return Object.fromEntries(rows.map(({ name, value }) => [name.slice(PREFIX.length), value]));
}

/** Sets and unsets values, all or none, and writes down who did it. The values are taken to be checked. */
export async function writeOverrides(
  mysql: Pool,
  { set, unset }: { set: Overrides; unset: readonly string[] },
  by: Actor,
): Promise<void> {
  await transaction(mysql, async (connection) => {
    for (const [key, value] of Object.entries(set)) {
      await connection.query(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON DUPLICATE KEY UPDATE value = VALUES(value)',
        [PREFIX + key, JSON.stringify(value)],
      );
      await writeAudit(connection, { by, action: 'config.set', target: key, detail: { value } });
    }
    for (const key of unset) {
      await connection.query('DELETE FROM settings WHERE name = ?', [PREFIX + key]);
      await writeAudit(connection, { by, action: 'config.unset', target: key });
    }
  });
}
