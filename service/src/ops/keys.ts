import { Command, InvalidArgumentError, Option } from 'commander';
import type { Config } from '../config/load.ts';
import { SCOPES, type Scope } from '../http/principal.ts';
import { type ApiKey, createKeyRepository } from '../keys/repository.ts';
import type { Output } from './output.ts';
import { withMysql } from './stores.ts';

const DAY_MS = 86_400_000;

interface CreateOptions {
  name: string;
  scope: Scope[];
  project?: string;
  expiresInDays?: number;
}

/** `keys list|create|revoke`. */
export function keysCommand(config: () => Config, output: () => Output): Command {
  const keys = new Command('keys').description('API keys');

  keys
    .command('list')
    .description('show all keys, without their secrets')
    .action(async () => {
      const found = await withMysql(config(), (mysql) => createKeyRepository(mysql).list());
      output().result(found, found.map(line).join('\n') || 'there are no keys');
    });

  keys
    .command('create')
    .description('make a key; it is shown this one time')
    .requiredOption('--name <name>', 'whom or what it is for')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(['read', 'write']))
    .option('--project <project>', 'the only project it may touch; default: all')
    .option('--expires-in-days <days>', 'days until it stops working; default: never', positive)
    .action(async ({ name, scope, project, expiresInDays }: CreateOptions) => {
      const expiresAt = expiresInDays ? new Date(Date.now() + expiresInDays * DAY_MS) : null;
      const made = await withMysql(config(), (mysql) =>
        createKeyRepository(mysql).create({ name, scopes: scope, project: project ?? null, expiresAt }),
      );
      output().result({ id: made.id, key: made.raw }, made.raw);
    });

  keys
    .command('revoke')
    .description('make a key stop working, on every replica within seconds')
    .argument('<id>', 'the part between sk- and the dot')
    .action(async (id: string) => {
      const revoked = await withMysql(config(), (mysql) => createKeyRepository(mysql).revoke(id));
      if (!revoked) throw new Error(`there is no working key with the id ${id}`);
      output().result({ id, revoked }, `revoked ${id}`);
    });

  return keys;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function line({ id, name, scopes, project, expiresAt, revokedAt, lastUsedAt }: ApiKey): string {
  const state = revokedAt ? `revoked ${revokedAt}` : expiresAt ? `until ${expiresAt}` : 'works';
  return [id, name, scopes.join(','), project ?? 'all projects', state, `used ${lastUsedAt ?? 'never'}`].join(
    '  ',
  );
}
