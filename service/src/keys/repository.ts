import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool, ResultSetHeader } from 'mysql2/promise';
import { type Actor, OPERATOR } from '../audit/entry.ts';
import { writeAudit } from '../audit/write.ts';
import { transaction } from '../database/transaction.ts';
import { type Principal, SCOPES } from '../http/principal.ts';
import { insertKey, type NewKey } from './insert.ts';
import { generateKey, parseKey } from './key.ts';
import { rotateKey } from './rotate.ts';
import { type KeyRow, toApiKey, works } from './rows.ts';
import type { ApiKey } from './schemas.ts';

const LAST_USED_EVERY_MS = 60_000;
const TRACKED_KEYS = 10_000;
const NO_HASH = Buffer.alloc(32);
const ALL = 1_000_000;

/** Where a page of keys ended. */
export interface KeyPosition {
  createdAt: Date;
  id: string;
}

/**
 * API keys in MySQL. Of a key's secret only the SHA-256 is stored, which is enough for 256 random bits. Every
 * change stands in the audit log, in the same transaction.
 */
export interface KeyRepository {
  /** @returns who the key stands for; null when it is unknown, wrong, expired or revoked */
  verify(raw: string): Promise<Principal | null>;
  /** Makes a key. `raw` cannot be had again. */
  create(key: NewKey, by?: Actor): Promise<{ id: string; raw: string }>;
  find(id: string): Promise<ApiKey | null>;
  /** @returns those of the ids whose keys are accepted now */
  working(ids: readonly string[]): Promise<Set<string>>;
  /** Newest first; those after `after`, at most `limit`. */
  list(page?: { after?: KeyPosition; limit?: number }): Promise<ApiKey[]>;
  /** @returns whether there was such a key that was not revoked */
  revoke(id: string, by?: Actor): Promise<boolean>;
  /**
   * Makes a key with the same rights; the old one works for `overlapSeconds` more.
   *
   * @throws AppError KEY_NOT_FOUND, KEY_REPLACED
   */
  rotate(id: string, overlapSeconds: number, by?: Actor): Promise<{ id: string; raw: string }>;
  /**
   * Adds keys given with the configuration as admin keys. Those that are there stay as they are: a revoked key
   * stays revoked, however often this runs.
   *
   * @returns how many were new
   * @throws TypeError for a text that cannot be a key
   */
  bootstrap(raws: readonly string[]): Promise<number>;
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
  const row = async (id: string): Promise<KeyRow | undefined> =>
    (await mysql.execute<KeyRow[]>('SELECT * FROM api_keys WHERE id = ?', [id]))[0][0];

  return {
    async verify(raw) {
      const parsed = parseKey(raw);
      if (!parsed) return null;
      const found = await row(parsed.id);
      const right = timingSafeEqual(found?.secret_hash ?? NO_HASH, parsed.secretHash);
      if (!found || !right || !works(found)) return null;
      noteUse(found.id);
      const { id: keyId, name, project_id: project, expires_at: expiresAt } = found;
      return { keyId, name, scopes: new Set(found.scopes), project, expiresAt };
    },

    async create(key, by = OPERATOR) {
      const raw = generateKey();
      return transaction(mysql, async (connection) => {
        const { id, added } = await insertKey(connection, raw, key, 'created');
        if (!added) throw new Error(`the key id ${id} is taken`);
        const detail = { scopes: key.scopes, expiresAt: key.expiresAt ?? null };
        const project = key.project ?? null;
        await writeAudit(connection, { by, action: 'key.create', project, target: id, detail });
        return { id, raw };
      });
    },

    async find(id) {
      const found = await row(id);
      return found ? toApiKey(found) : null;
    },

    async working(ids) {
      const [rows] = await mysql.query<KeyRow[]>(
        'SELECT id, revoked_at, expires_at FROM api_keys WHERE id IN (?)',
        [ids],
      );
      return new Set(rows.filter((found) => works(found)).map(({ id }) => id));
    },

    async list({ after, limit = ALL } = {}) {
      const [rows] = await mysql.query<KeyRow[]>(
        `SELECT * FROM api_keys WHERE ? IS NULL OR (created_at, id) < (?, ?)
         ORDER BY created_at DESC, id DESC LIMIT ?`,
        [after?.id ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
      );
      return rows.map(toApiKey);
    },

    revoke: (id, by = OPERATOR) =>
      transaction(mysql, async (connection) => {
        const [result] = await connection.execute<ResultSetHeader>(
          'UPDATE api_keys SET revoked_at = CURRENT_TIMESTAMP(3) WHERE id = ? AND revoked_at IS NULL',
          [id],
        );
        if (result.affectedRows !== 1) return false;
        await writeAudit(connection, { by, action: 'key.revoke', target: id });
        return true;
      }),

    rotate: (id, overlapSeconds, by = OPERATOR) => rotateKey(mysql, id, overlapSeconds, by),

    async bootstrap(raws) {
      let count = 0;
      for (const [index, raw] of raws.entries()) {
        const key = { name: `bootstrap key ${index + 1}`, scopes: SCOPES };
        const { id, added } = await insertKey(mysql, raw, key, 'bootstrap');
        if (!added) continue;
        count += 1;
        await writeAudit(mysql, { by: OPERATOR, action: 'key.bootstrap', target: id });
      }
      return count;
    },
  };
}
