import { createHash, timingSafeEqual } from 'node:crypto';
import fp from 'fastify-plugin';
import type { RowDataPacket } from 'mysql2';
import type { Principal, Scope } from '../http/principal.ts';

/** Looks a raw API key up; null = there is no such valid key. */
export type VerifyKey = (raw: string) => Promise<Principal | null>;

/** `app.verifyKey`: API keys against the table that holds their hashes. */
export default fp(
  async (app) => {
    app.decorate('verifyKey', async (raw: string): Promise<Principal | null> => {
      const match = /^sk-([^.]+)\.(.+)$/.exec(raw);
      if (!match) return null;
      const [, id = '', secret = ''] = match;
      const [rows] = await app.mysql.execute<RowDataPacket[]>('SELECT * FROM api_keys WHERE id = ?', [id]);
      const row = rows[0];
      if (!row || row.revoked_at || (row.expires_at && row.expires_at < new Date())) return null;
      if (!timingSafeEqual(row.secret_hash, createHash('sha256').update(secret).digest())) return null;
      return { keyId: id, name: row.name, scopes: new Set(row.scopes as Scope[]), project: row.project_id };
    });
  },
  { name: 'keys', dependencies: ['mysql'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    verifyKey: VerifyKey;
  }
}
