import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { createConnection } from 'mysql2/promise';
import Postgrator from 'postgrator';
import { assetPath } from '../assets.ts';
import { withLock } from './lock.ts';
import { ensureYearPartitions, lastYear } from './partitions.ts';
import type { DatabaseOptions } from './pool.ts';
import { mysqlCode } from './transaction.ts';

const LOCK_WAIT_SECONDS = 300;

export interface MigrationOptions {
  database: Pick<DatabaseOptions, 'url' | 'connectTimeoutMs' | 'tls'>;
  /** Folder of the SQL files; default: the one that ships with the service. */
  folder?: string;
  /** Told about every file that has been applied. */
  onApplied?: (file: { version: number; name: string }) => void;
  now?: Date;
}

export interface MigrationReport {
  /** Versions applied by this run; empty when the schema was up to date. */
  applied: number[];
  /** Partitions added by this run. */
  partitions: string[];
  /** The schema's version now. */
  version: number;
}

/**
 * Brings the schema to the newest version. Any number of processes may run this at once: one works, the others
 * wait and then find nothing to do. DDL commits by itself, so each file holds one step that may be repeated.
 *
 * @throws Error when the lock is not granted, a file fails, or an applied file was changed afterwards
 */
export async function migrate(options: MigrationOptions): Promise<MigrationReport> {
  return underLock(options.database, (connection, database) => run(connection, database, options));
}

/**
 * Runs `work` on a connection of its own while no other process changes the schema.
 *
 * @throws Error when the lock is not granted
 */
export async function underLock<T>(
  { url, connectTimeoutMs, tls }: MigrationOptions['database'],
  work: (connection: Connection, database: string) => Promise<T>,
): Promise<T> {
  const connection = await createConnection({
    uri: url,
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    enableKeepAlive: true,
    ...(tls ? { ssl: tls } : {}),
  });
  try {
    const database = await currentDatabase(connection);
    return await withLock(connection, lockName(database), LOCK_WAIT_SECONDS, () =>
      work(connection, database),
    );
  } finally {
    await connection.end().catch(() => connection.destroy());
  }
}

async function run(
  connection: Connection,
  database: string,
  { folder = assetPath('migrations'), onApplied, now = new Date() }: MigrationOptions,
): Promise<MigrationReport> {
  const postgrator = new Postgrator({
    driver: 'mysql',
    database,
    schemaTable: 'schema_migrations',
    migrationPattern: join(folder, '*.sql'),
    newline: 'LF',
    execQuery: async (sql) => ({ rows: await repeatable(connection, sql) }),
  });
  postgrator.on('migration-finished', ({ version, name }) => onApplied?.({ version, name }));
  const files = await postgrator.migrate();
  // Without files the newest version is -Infinity and nothing would be applied, silently.
  if ((await postgrator.getMigrations()).length === 0) throw new Error(`no migrations in ${folder}`);
  return {
    applied: files.map((file) => file.version),
    partitions: await ensureYearPartitions(connection, lastYear(now)),
    version: await postgrator.getDatabaseVersion(),
  };
}

/** What an ALTER, which happens as a whole, finds done by a run that died before it could record the file. */
const DONE_BEFORE = new Set(['ER_DUP_FIELDNAME', 'ER_DUP_KEYNAME', 'ER_CANT_DROP_FIELD_OR_KEY']);

async function repeatable(connection: Connection, sql: string): Promise<RowDataPacket[]> {
  try {
    return asRows((await connection.query(sql))[0]);
  } catch (error) {
    if (!DONE_BEFORE.has(mysqlCode(error) ?? '')) throw error;
    return [];
  }
}

const asRows = (result: unknown): RowDataPacket[] => (Array.isArray(result) ? result : []);

async function currentDatabase(connection: Connection): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT DATABASE() AS name');
  const name: unknown = rows[0]?.name;
  if (typeof name !== 'string') throw new Error('the database URL names no database');
  return name;
}

/** Locks are per server and at most 64 characters, database names may be longer than what is left. */
function lockName(database: string): string {
  return `mcp-migrate:${createHash('sha256').update(database).digest('hex').slice(0, 32)}`;
}
