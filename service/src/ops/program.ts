import { Command, InvalidArgumentError } from 'commander';
import { type Config, loadConfig } from '../config/load.ts';
import { VERSION } from '../version.ts';
import { accountsCommand } from './accounts.ts';
import { cacheCommand } from './cache.ts';
import { configCommand } from './config.ts';
import { dbCommand } from './db.ts';
import { forgetCommand } from './forget.ts';
import { keysCommand } from './keys.ts';
import { migrateStores } from './migrate.ts';
import { outboxCommand } from './outbox.ts';
import { createOutput } from './output.ts';
import { exportCommand, importCommand } from './transfer.ts';
import { addVectorJobs } from './vector-jobs.ts';
import { initVectors } from './vectors.ts';
import { patience } from './wait.ts';

const DEFAULT_WAIT_SECONDS = '120';

/** The operator's command line. The configuration is loaded by the command that runs, so --help needs none. */
export function buildProgram(env: Readonly<Record<string, string | undefined>>): Command {
  const program = new Command('ops')
    .description('Operate the stores of the memory service')
    .version(VERSION)
    .option('--json', 'print the result as one JSON value')
    .showHelpAfterError('(--help shows the options)');
  const config = (): Config => loadConfig({ env });
  const output = () => createOutput(program.opts<{ json?: boolean }>().json ?? false);

  program
    .command('migrate')
    .description('bring MySQL and Milvus up to this version: schema, first API keys, password, collections')
    .option('--wait <seconds>', 'how long to wait for the stores', seconds, seconds(DEFAULT_WAIT_SECONDS))
    .action(async ({ wait }: { wait: number }) => {
      const report = await migrateStores(config(), patience(wait), output());
      output().result(report, 'done');
    });

  const vectors = program.command('vectors').description('the vector collections in Milvus');
  vectors
    .command('init')
    .description('create the collections that are missing')
    .option('--wait <seconds>', 'how long to wait for the stores', seconds, seconds(DEFAULT_WAIT_SECONDS))
    .action(async ({ wait }: { wait: number }) => {
      output().result(await initVectors(config(), patience(wait), output()), 'done');
    });

  addVectorJobs(vectors, config, output);
  program.addCommand(accountsCommand(output, seconds));
  program.addCommand(dbCommand(config, output));
  program.addCommand(outboxCommand(config, output));
  program.addCommand(keysCommand(config, output));
  program.addCommand(exportCommand(config, output));
  program.addCommand(importCommand(config, output));
  program.addCommand(forgetCommand(config, output));
  program.addCommand(configCommand(config, output));
  program.addCommand(cacheCommand(config, output));
  return program;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || text.trim() === '') {
    throw new InvalidArgumentError('It must be a number of seconds.');
  }
  return value;
}
