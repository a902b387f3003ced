import { Command, Option } from 'commander';
import type { Config } from '../config/load.ts';
import { listOutbox, retryDead } from '../outbox/dead-letters.ts';
import type { OutboxEntry, RetryInput } from '../outbox/schemas.ts';
import type { Output } from './output.ts';
import { withMysql } from './stores.ts';

const MOST = 100;

const kind = () => new Option('--kind <kind>', 'only vectors of these').choices(['memory', 'error']);

/** `outbox list|retry`. */
export function outboxCommand(config: () => Config, output: () => Output): Command {
  const outbox = new Command('outbox').description('vectors that are out of date');

  outbox
    .command('list')
    .description(
      `show what was given up, or with --state pending what is on its way; ${MOST} entries at most`,
    )
    .addOption(new Option('--state <state>', 'which').choices(['dead', 'pending']).default('dead'))
    .addOption(kind())
    .option('--project <project>', 'only of this project')
    .action(async (query: { state: OutboxEntry['state']; kind?: OutboxEntry['kind']; project?: string }) => {
      const page = await withMysql(config(), (mysql) => listOutbox(mysql, { ...query, limit: MOST }));
      output().result(page, page.entries.map(line).join('\n') || `nothing is ${query.state}`);
    });

  outbox
    .command('retry')
    .description('try again what was given up')
    .argument('[ids...]', 'only these; default: all')
    .addOption(kind())
    .option('--project <project>', 'only of this project')
    .action(async (ids: string[], rest: Omit<RetryInput, 'ids'>) => {
      const wanted = ids.length > 0 ? { ...rest, ids } : rest;
      const retried = await withMysql(config(), (mysql) => retryDead(mysql, wanted));
      output().result({ retried }, `${retried} are tried again`);
    });

  return outbox;
}

const line = ({ kind, id, project, attempts, error, createdAt }: OutboxEntry): string =>
  [kind, id, project, `since ${createdAt}`, `failed ${attempts} times`, error ?? ''].join('  ').trim();
