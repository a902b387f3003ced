import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'mysql2/promise';
import type { Scope } from '../../../service/src/http/principal.ts';

export interface KeyOptions {
  scopes?: Scope[];
  project?: string;
  expiresAt?: Date;
}

/** Makes an API key and gives it as a client would send it. Default: every scope, every project. */
export async function createKey(
  { app }: { app: { mysql: Pool } },
  { scopes = ['read', 'write', 'admin'], project, expiresAt }: KeyOptions = {},
): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await app.mysql.execute(
    `INSERT INTO api_keys (id, secret_hash, name, scopes, project_id, origin, expires_at) VALUES (?, ?, 'test', ?, ?, 'created', ?)`,
    [
      id,
      createHash('sha256').update(secret).digest(),
      JSON.stringify(scopes),
      project ?? null,
      expiresAt ?? null,
    ],
  );
  return `sk-${id}.${secret}`;
}
