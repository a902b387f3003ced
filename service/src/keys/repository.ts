import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { type Principal, SCOPES, type Scope } from '../http/principal.ts';
import { generateKey, parseKey } from './key.ts';

const LAST_USED_EVERY_MS = 60_000;
const TRACKED_KEYS = 10_000;
const NO_HASH = Buffer.alloc(32);

export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  /** The only project it may touch; null = all. */
  project: string | null;
  /** bootstrap: given with the configuration. */
  origin: 'created' | 'bootstrap';
  /** ISO 8601, UTC, like the times below. */
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  /** Exact to a minute. */
  lastUsedAt: string | null;
}

export interface NewKey {
  name: string;
  scopes: readonly Scope[];
  project?: string | null;
  expiresAt?: Date | null;
}

/** API keys in MySQL. Of a key's secret only the SHA-256 is stored, which is enough for 256 random bits. */
export interface KeyRepository {
  /** @returns who the key stands for; null when it is unknown, wrong, expired or revoked */
  verify(raw: string): Promise<Principal | null>;
  /** Makes a key. `raw` cannot be had again. */
  create(key: NewKey): Promise<{ id: string; raw: string }>;
  /** Newest first. */
  list(): Promise<ApiKey[]>;
  /** @returns whether there was such a key that still worked */
  revoke(id: string): Promise<boolean>;
  /**
   * Adds keys given with the configuration as admin keys. Those that are there stay as they are: a revoked key
   * stays revoked, however often this runs.
   *
   * @returns how many were new
   * @throws TypeError for a text that cannot be a key
   */
  bootstrap(raws: readonly string[]): Promise<number>;
}

interface Row extends RowDataPacket {
  id: string;
  secret_hash: Buffer;
  name: string;
  scopes: Scope[];
  project_id: string | null;
  origin: ApiKey['origin'];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

export function createKeyRepository(mysql: Pool): KeyRepository {
  const justUsed = new LRUCache<string, true>({ max: TRACKED_KEYS, ttl: LAST_USED_EVERY_MS });
  const noteUse = (id: string) => {
    if (justUsed.has(id)) return;
    justUsed.set(id, true);
    // A missed note harms nobody, a request that waits for it would.
    mysql
      .execute('UPDATE api_keys SET last_used_at = CURRENT_TIMESTAMP(3) WHERE id = ?', [id])
      .catch(() => justUsed.delete(id));
  };

  const insert = async (
    raw: string,
    { name, scopes, project, expiresAt }: NewKey,
    origin: ApiKey['origin'],
  ) => {
    const parsed = parseKey(raw);
    if (!parsed) throw new TypeError('an API key is sk-<id>.<secret>, or sk- and a secret without a dot');
    const [result] = await mysql.execute<ResultSetHeader>(
      `INSERT IGNORE INTO api_keys (id, secret_hash, name, scopes, project_id, origin, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        parsed.id,
        parsed.secretHash,
        name,
        JSON.stringify(scopes),
        project ?? null,
        origin,
        expiresAt ?? null,
      ],
    );
    return { id: parsed.id, added: result.affectedRows === 1 };
  };

  return {
    async verify(raw) {
      const parsed = parseKey(raw);
      if (!parsed) return null;
      const [rows] = await mysql.execute<Row[]>('SELECT * FROM api_keys WHERE id = ?', [parsed.id]);
      const row = rows[0];
      const right = timingSafeEqual(row?.secret_hash ?? NO_HASH, parsed.secretHash);
      if (!row || !right || row.revoked_at || (row.expires_at && row.expires_at <= new Date())) return null;
      noteUse(row.id);
      return { keyId: row.id, name: row.name, scopes: new Set(row.scopes), project: row.project_id };
    },

    async create(key) {
      const raw = generateKey();
      const { id, added } = await insert(raw, key, 'created');
      if (!added) throw new Error(`the key id ${id} is taken`);
      return { id, raw };
    },

    async list() {
      const [rows] = await mysql.query<Row[]>('SELECT * FROM api_keys ORDER BY created_at DESC, id');
      return rows.map(toApiKey);
    },

    async revoke(id) {
      const [result] = await mysql.execute<ResultSetHeader>(
        'UPDATE api_keys SET revoked_at = CURRENT_TIMESTAMP(3) WHERE id = ? AND revoked_at IS NULL',
        [id],
      );
      return result.affectedRows === 1;
    },

    async bootstrap(raws) {
      let added = 0;
      for (const [index, raw] of raws.entries()) {
        const key = { name: `bootstrap key ${index + 1}`, scopes: SCOPES };
        if ((await insert(raw, key, 'bootstrap')).added) added += 1;
      }
      return added;
    },
  };
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

function toApiKey(row: Row): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    project: row.project_id,
    origin: row.origin,
    createdAt: row.created_at.toISOString(),
    expiresAt: iso(row.expires_at),
    revokedAt: iso(row.revoked_at),
    lastUsedAt: iso(row.last_used_at),
  };
}
