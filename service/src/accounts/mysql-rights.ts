import type { MysqlRole } from './schema.ts';

/** Rights on the service's database, and on the whole server. */
export interface Rights {
  database: readonly string[];
  server: readonly string[];
  /** Other databases that may be read. */
  readable?: readonly string[];
}

const DATA = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

export const RIGHTS: Readonly<Record<MysqlRole, Rights>> = {
  service: { database: DATA, server: [] },
  migration: { database: [...DATA, 'CREATE', 'ALTER', 'DROP', 'INDEX', 'REFERENCES'], server: [] },
  // What mysqldump, mysqlbinlog and the clone plugin ask for when they only read.
  backup: {
    database: ['SELECT', 'SHOW VIEW', 'TRIGGER', 'EVENT', 'LOCK TABLES'],
    server: ['RELOAD', 'PROCESS', 'REPLICATION CLIENT', 'REPLICATION SLAVE', 'BACKUP_ADMIN', 'SHOW_ROUTINE'],
  },
  exporter: {
    database: [],
    server: ['PROCESS', 'REPLICATION CLIENT'],
    readable: ['performance_schema'],
  },
};

/** What is in `held` and not in `wanted`: rights of an earlier release, which gave its one user all of them. */
export const surplus = (held: readonly string[], wanted: readonly string[]): string[] =>
  held.filter((right) => right !== 'USAGE' && !wanted.includes(right));

/** In a grant, _ and % of a database's name are wildcards unless escaped. */
export const grantPattern = (database: string): string => database.replaceAll(/[_%\\]/g, '\\$&');

/** Whether a recorded grant is about exactly that database. */
export const isAbout = (pattern: string, database: string): boolean =>
  pattern === database || pattern === grantPattern(database);
