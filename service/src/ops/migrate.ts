import type { Config } from '../config/load.ts';
import { type MigrationReport, migrate } from '../database/migrate.ts';
import { createKeyRepository } from '../keys/repository.ts';
import { databaseOptions } from '../stores/mysql.ts';
import type { Output } from './output.ts';
import { withMysql } from './stores.ts';
import { initVectors, type VectorsReport } from './vectors.ts';
import { type Patience, untilReady } from './wait.ts';

export interface StoresReport extends MigrationReport, VectorsReport {
  /** Keys of the configuration that were new. */
  keysAdded: number;
}

/** Prepares every store for this version of the service: schema, first API keys, Milvus. Repeatable. */
export async function migrateStores(
  config: Config,
  patience: Patience,
  output: Output,
): Promise<StoresReport> {
  await untilReady('MySQL', patience, output, () => withMysql(config, (mysql) => mysql.query('SELECT 1')));
  const schema = await migrate({
    database: databaseOptions(config.database),
    onApplied: ({ version, name }) => output.progress(`applied ${version} ${name}`),
  });
  if (schema.partitions.length > 0) output.progress(`added the partitions ${schema.partitions.join(', ')}`);
  output.progress(`the schema is at version ${schema.version}`);
  const keysAdded = await withMysql(config, (mysql) =>
    createKeyRepository(mysql).bootstrap(config.api.api_keys),
  );
  output.progress(`API keys of the configuration: ${config.api.api_keys.length}, of them new: ${keysAdded}`);
  return { ...schema, keysAdded, ...(await initVectors(config, patience, output)) };
}
