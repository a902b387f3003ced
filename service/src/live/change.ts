import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Actor } from '../audit/entry.ts';
import { type Config, ConfigError } from '../config/load.ts';
import { addressList } from '../http/addresses.ts';
import { isLive } from './keys.ts';
import { type Overrides, overlay } from './overlay.ts';
import { valueAt } from './paths.ts';
import { readOverrides, writeOverrides } from './repository.ts';

export interface Change {
  set?: Overrides;
  unset?: readonly string[];
}

async function tooManyConnections(mysql: Pool, { database }: Config): Promise<string[]> {
  const [rows] = await mysql.query<RowDataPacket[]>('SELECT @@max_connections AS most');
  const most = Number(rows[0]?.most);
  const asked = database.pool_size + database.max_overflow;
  if (asked <= most) return [];
  return [
    `database.pool_size + database.max_overflow = ${asked} is more than the max_connections of MySQL, ${most}`,
  ];
}

function shutsOut(address: string | null, { api }: Config): string[] {
  if (address === null || api.allowed_ips.length === 0 || addressList(api.allowed_ips)(address)) return [];
  return [`api.allowed_ips would shut out ${address}, where this request comes from`];
}

/**
 * Stores values for live keys and takes others back, all or none. Announcing it is the caller's part.
 *
 * @param base what the service is configured with, without stored values
 * @throws ConfigError naming every mistake
 */
export async function changeSettings(
  mysql: Pool,
  base: Config,
  { set = {}, unset = [] }: Change,
  by: Actor,
): Promise<void> {
  const stored = await readOverrides(mysql);
  const both = unset.filter((key) => key in set);
  const unknown = unset.filter((key) => !isLive(key) && !(key in stored));
  const wrong = [
    ...both.map((key) => `${key} is both set and unset`),
    ...unknown.map((key) => `${key} is not set, and cannot be: it is not a live key`),
  ];
  if (wrong.length > 0) throw new ConfigError(wrong);
  const kept = Object.entries({ ...stored, ...set }).filter(([key]) => !unset.includes(key));
  const result = overlay(base, Object.fromEntries(kept));
  const refused = [
    ...('database.pool_size' in set || 'database.max_overflow' in set
      ? await tooManyConnections(mysql, result)
      : []),
    ...('api.allowed_ips' in set ? shutsOut(by.address, result) : []),
  ];
  if (refused.length > 0) throw new ConfigError(refused);
  const values = Object.fromEntries(Object.keys(set).map((key) => [key, valueAt(result, key)]));
  await writeOverrides(mysql, { set: values, unset }, by);
}
