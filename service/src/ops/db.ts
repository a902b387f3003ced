import { Command, InvalidArgumentError } from 'commander';
import type { Config } from '../config/load.ts';
import { underLock } from '../database/migrate.ts';
import { ensureYearPartitions, lastYear, missingYears } from '../database/partitions.ts';
import { databaseOptions } from '../stores/mysql.ts';
import type { Output } from './output.ts';

const MAX_AHEAD = 20;

interface PartitionsOptions {
  ahead: number;
  dryRun?: boolean;
}

/** `db partitions`. */
export function dbCommand(config: () => Config, output: () => Output): Command {
  const db = new Command('db').description('the tables in MySQL');
  db.command('partitions')
    .description('give the coming years partitions of their own, ahead of the first memory that needs one')
    .option('--ahead <years>', 'how many years after this one', years, 1)
    .option('--dry-run', 'only say which are missing')
    .action(async ({ ahead, dryRun = false }: PartitionsOptions) => {
      const last = lastYear(new Date(), ahead);
      const added = await underLock(databaseOptions(config().database), async (connection) =>
        dryRun
          ? (await missingYears(connection, last)).map((year) => `p${year}`)
          : ensureYearPartitions(connection, last),
      );
      const said = dryRun ? 'would add' : 'added';
      output().result(
        { added, dryRun },
        added.length > 0 ? `${said} ${added.join(', ')}` : 'none is missing',
      );
    });
  return db;
}

function years(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_AHEAD) return value;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${MAX_AHEAD}.`);
}
