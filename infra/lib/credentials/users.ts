/** MySQL's users besides the service's, whose name is a setting. */
export const MYSQL_USERS = {
  root: 'root',
  migration: 'mcp_migration',
  backup: 'mcp_backup',
  exporter: 'mcp_exporter',
} as const;

export const REDIS_USERS = { service: 'mcp', exporter: 'exporter', administrator: 'admin' } as const;

/** Milvus knows one password per user, so a rotation goes from one user to the other. */
export const MILVUS_USERS = ['mcp', 'mcp_alternate'] as const;
export const MILVUS_ROOT = 'root';
