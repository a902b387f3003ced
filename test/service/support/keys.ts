import type { Pool } from 'mysql2/promise';
import type { Scope } from '../../../service/src/http/principal.ts';
import { createKeyRepository } from '../../../service/src/keys/repository.ts';

export interface KeyOptions {
  scopes?: Scope[];
  project?: string;
  expiresAt?: Date;
}

/** Makes an API key and gives it as a client sends it. Default: every scope, every project. */
export async function createKey(
  { app }: { app: { mysql: Pool } },
  { scopes = ['read', 'write', 'admin'], project, expiresAt }: KeyOptions = {},
): Promise<string> {
  const keys = createKeyRepository(app.mysql);
  const { raw } = await keys.create({
    name: 'test',
    scopes,
    project: project ?? null,
    expiresAt: expiresAt ?? null,
  });
  return raw;
}
