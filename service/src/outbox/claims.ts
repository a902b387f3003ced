import { randomUUID } from 'node:crypto';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { transaction } from '../database/transaction.ts';
import type { VectorKindName } from '../vectors/kind.ts';

const LEASE_SECONDS = 15;
const MAX_ERROR = 500;

/** An entity whose vector is out of date, held by this process until its lease ends. */
export interface Claim {
  kind: VectorKindName;
  id: string;
  project: string;
  version: number;
  sweep: boolean;
  /** Failed attempts so far. */
  attempts: number;
  /** The batch it was claimed with. */
  token: string;
}

interface Row extends RowDataPacket {
  kind: VectorKindName;
  entity_id: string;
  project_id: string;
  version: number;
  sweep: number;
  attempts: number;
}

/**
 * Takes up to `limit` due entries of these kinds, oldest first. Those that another process is taking are passed over,
 * and so are kinds that only a newer version knows.
 */
export async function claim(mysql: Pool, kinds: readonly VectorKindName[], limit: number): Promise<Claim[]> {
  const token = randomUUID();
  return transaction(mysql, async (connection) => {
    const [rows] = await connection.execute<Row[]>(
      `SELECT kind, entity_id, project_id, version, sweep, attempts FROM outbox
       WHERE state = 'pending' AND available_at <= CURRENT_TIMESTAMP(3) AND kind IN (${kinds.map(() => '?').join(', ')})
       ORDER BY available_at LIMIT ? FOR UPDATE SKIP LOCKED`,
      [...kinds, String(limit)],
    );
    const claims = rows.map((row) => ({
      kind: row.kind,
      id: row.entity_id,
      project: row.project_id,
      version: row.version,
      sweep: row.sweep === 1,
      attempts: row.attempts,
      token,
    }));
    if (claims.length > 0) {
      await connection.query(
        `UPDATE outbox SET claimed_by = ?, available_at = CURRENT_TIMESTAMP(3) + INTERVAL ${LEASE_SECONDS} SECOND
         WHERE (kind, entity_id) IN (?)`,
        [token, keys(claims)],
      );
    }
    return claims;
  });
}

/** Keeps the claims for another lease. */
export async function renew(mysql: Pool, claims: readonly Claim[]): Promise<void> {
  await mysql.query(
    `UPDATE outbox SET available_at = CURRENT_TIMESTAMP(3) + INTERVAL ${LEASE_SECONDS} SECOND WHERE ${HELD}`,
    held(claims),
  );
}

/** Removes what is done. What was changed meanwhile is due again at once. */
export async function complete(mysql: Pool, claims: readonly Claim[]): Promise<void> {
  const versions = claims.map(({ kind, id, version }) => [kind, id, version]);
  const [result] = await mysql.query<ResultSetHeader>(
    `DELETE FROM outbox WHERE ${HELD} AND (kind, entity_id, version) IN (?)`,
    [...held(claims), versions],
  );
  if (result.affectedRows === claims.length) return;
  await mysql.query(
    `UPDATE outbox SET claimed_by = NULL, attempts = 0, available_at = CURRENT_TIMESTAMP(3) WHERE ${HELD}`,
    held(claims),
  );
}

/** Gives claims back that were not tried, due at once. */
export async function release(mysql: Pool, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await mysql.query(
    `UPDATE outbox SET claimed_by = NULL, available_at = CURRENT_TIMESTAMP(3) WHERE ${HELD}`,
    held(claims),
  );
}

/** Gives claims back after a failure, due in `delayMs`, or to nobody any more when they are `dead`. */
export async function giveBack(
  mysql: Pool,
  claims: readonly Claim[],
  { error, delayMs, dead }: { error: unknown; delayMs: number; dead: boolean },
): Promise<void> {
  const message = String(error instanceof Error ? error.message : error).slice(0, MAX_ERROR);
  await mysql.query(
    `UPDATE outbox SET claimed_by = NULL, attempts = attempts + 1, state = ?, last_error = ?,
       available_at = CURRENT_TIMESTAMP(3) + INTERVAL ? MICROSECOND WHERE ${HELD}`,
    [dead ? 'dead' : 'pending', message, Math.round(delayMs * 1000), ...held(claims)],
  );
}

/** Makes everything that waits after a failure due now: what it waited for is back. */
export async function hurry(mysql: Pool): Promise<void> {
  await mysql.query(
    `UPDATE outbox SET available_at = CURRENT_TIMESTAMP(3)
     WHERE state = 'pending' AND claimed_by IS NULL AND attempts > 0 AND available_at > CURRENT_TIMESTAMP(3)`,
  );
}

const HELD = 'claimed_by = ? AND (kind, entity_id) IN (?)';
const keys = (claims: readonly Claim[]) => claims.map(({ kind, id }) => [kind, id]);
const held = (claims: readonly Claim[]) => [claims[0]?.token ?? '', keys(claims)];
