import type { RowDataPacket } from 'mysql2/promise';
import type { Scope } from '../http/principal.ts';
import type { ApiKey } from './schemas.ts';

/** A row of api_keys. */
export interface KeyRow extends RowDataPacket {
  id: string;
  secret_hash: Buffer;
  name: string;
  scopes: Scope[];
  project_id: string | null;
  contact: string | null;
  origin: ApiKey['origin'];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  replaced_by: string | null;
}

/** Whether a key with this row is accepted at `now`. */
export const works = (row: Pick<KeyRow, 'revoked_at' | 'expires_at'>, now = new Date()): boolean =>
  row.revoked_at === null && (row.expires_at === null || row.expires_at > now);

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

export function toApiKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    project: row.project_id,
    contact: row.contact,
    origin: row.origin,
    createdAt: row.created_at.toISOString(),
    expiresAt: iso(row.expires_at),
    revokedAt: iso(row.revoked_at),
    lastUsedAt: iso(row.last_used_at),
    replacedBy: row.replaced_by,
  };
}
