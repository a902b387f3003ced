import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { Scope } from '../http/principal.ts';
import { parseKey } from './key.ts';
import type { ApiKey } from './schemas.ts';

export interface NewKey {
  name: string;
  scopes: readonly Scope[];
  project?: string | null;
  expiresAt?: Date | null;
  /** E-mail address that is told when the key is replaced. */
  contact?: string | null;
}

/**
 * Stores what is needed to recognise `raw`.
 *
 * @returns its id, and whether it is new
 * @throws TypeError for a text that cannot be a key
 */
export async function insertKey(
  mysql: Pool | PoolConnection,
  raw: string,
  { name, scopes, project, expiresAt, contact }: NewKey,
  origin: ApiKey['origin'],
): Promise<{ id: string; added: boolean }> {
  const parsed = parseKey(raw);
  if (!parsed) throw new TypeError('an API key is sk-<id>.<secret>, or sk- and a secret without a dot');
  const [result] = await mysql.execute<ResultSetHeader>(
    `INSERT IGNORE INTO api_keys (id, secret_hash, name, scopes, project_id, origin, expires_at, contact)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      parsed.id,
      parsed.secretHash,
      name,
      JSON.stringify(scopes),
      project ?? null,
      origin,
      expiresAt ?? null,
      contact ?? null,
    ],
  );
  return { id: parsed.id, added: result.affectedRows === 1 };
}
