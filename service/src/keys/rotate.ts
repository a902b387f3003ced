import type { Pool } from 'mysql2/promise';
import type { Actor } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import { transaction } from '../database/transaction.ts';
import { AppError } from '../errors.ts';
import { insertKey } from './insert.ts';
import { generateKey } from './key.ts';
import { type KeyRow, works } from './rows.ts';

/** Lives as long as the old key was given. */
const sameLife = ({ created_at: from, expires_at: to }: KeyRow, now: Date): Date | null =>
  to && new Date(now.getTime() + to.getTime() - from.getTime());

/**
 * Makes a key with the rights of `id`, which goes on working for `overlapSeconds`, or until its own end if that is
 * sooner.
 *
 * @returns the new key; its secret cannot be had again
 * @throws AppError KEY_NOT_FOUND, KEY_REPLACED
 */
export async function rotateKey(
  mysql: Pool,
  id: string,
  overlapSeconds: number,
  by: Actor,
): Promise<{ id: string; raw: string }> {
  const raw = generateKey();
  return transaction(mysql, async (connection) => {
    const [rows] = await connection.execute<KeyRow[]>('SELECT * FROM api_keys WHERE id = ? FOR UPDATE', [id]);
    const old = rows[0];
    const now = new Date();
    if (!old || !works(old, now)) throw new AppError('KEY_NOT_FOUND');
    if (old.replaced_by !== null) {
      throw new AppError('KEY_REPLACED', { message: `This key was replaced by ${old.replaced_by}` });
    }
    const { name, scopes, project_id: project, contact } = old;
    const made = await insertKey(
      connection,
      raw,
      { name, scopes, project, contact, expiresAt: sameLife(old, now) },
      'created',
    );
    const end = new Date(now.getTime() + overlapSeconds * 1000);
    await connection.execute('UPDATE api_keys SET replaced_by = ?, expires_at = ? WHERE id = ?', [
      made.id,
      old.expires_at && old.expires_at < end ? old.expires_at : end,
      id,
    ]);
    const detail = { replacedBy: made.id, overlapSeconds };
    await writeAudit(connection, { by, action: 'key.rotate', project, target: id, detail });
    return { id: made.id, raw };
  });
}
