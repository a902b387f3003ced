import { Command, InvalidArgumentError, Option } from 'commander';
import { OPERATOR } from '../audit/entry.ts';
import type { Config } from '../config/load.ts';
import { SCOPES, type Scope } from '../http/principal.ts';
import { createKeyNotifier } from '../keys/notify.ts';
import { createKeyRepository } from '../keys/repository.ts';
import { type ApiKey, MAX_OVERLAP_SECONDS, OVERLAP_SECONDS } from '../keys/schemas.ts';
import { createKeyService, type KeyService } from '../keys/service.ts';
import { tellReplicas } from './announcing.ts';
import { duration } from './duration.ts';
import { type Output, SILENT } from './output.ts';
import { withMysql } from './stores.ts';

const DAY_MS = 86_400_000;

interface CreateOptions {
  name: string;
  scope: Scope[];
  project?: string;
  expiresInDays?: number;
  contact?: string;
}

/** Runs `work` with the key service, then tells the replicas what it changed. */
function withKeyService<T>(config: Config, work: (keys: KeyService) => Promise<T>): Promise<T> {
  return withMysql(config, async (mysql) => {
    const changed: string[] = [];
    const service = createKeyService({
      keys: createKeyRepository(mysql),
      notifier: createKeyNotifier(config.keys.notify, SILENT),
      publish: (event) => event.type === 'key.changed' && changed.push(event.keyId),
    });
    const result = await work(service);
    for (const keyId of changed) await tellReplicas(config, { type: 'key.changed', keyId });
    return result;
  });
}

/** `keys list|create|revoke|rotate`. */
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
    .option('--contact <email>', 'who is told when the key is replaced')
    .action(async ({ name, scope, project, expiresInDays, contact }: CreateOptions) => {
      const expiresAt = expiresInDays ? new Date(Date.now() + expiresInDays * DAY_MS) : null;
      const { key, apiKey } = await withKeyService(config(), (service) =>
        service.create(
          { name, scopes: scope, project: project ?? null, expiresAt, contact: contact ?? null },
          OPERATOR,
        ),
      );
      output().result({ id: apiKey.id, key }, key);
    });

  keys
    .command('revoke')
    .description('make a key stop working, on every replica within seconds')
    .argument('<id>', 'the part between sk- and the dot')
    .action(async (id: string) => {
      await withKeyService(config(), (service) => service.revoke(id, OPERATOR));
      output().result({ id, revoked: true }, `revoked ${id}`);
    });

  keys
    .command('rotate')
    .description(
      'replace a key by a new one with the same rights, tell its holder; both work during the overlap',
    )
    .argument('<id>', 'the part between sk- and the dot')
    .option(
      '--overlap <duration>',
      'how long the old key goes on working: 90s, 30m, 24h, 7d',
      overlap,
      OVERLAP_SECONDS,
    )
    .action(async (id: string, options: { overlap: number }) => {
      const rotated = await withKeyService(config(), (service) =>
        service.rotate(id, options.overlap, OPERATOR),
      );
      const { key, apiKey, previous, notices } = rotated;
      for (const { channel, sent, error } of notices) {
        output().progress(sent ? `told by ${channel}` : `could not tell by ${channel}: ${error}`);
      }
      output().result(
        { id: apiKey.id, key, previous: { id, expiresAt: previous.expiresAt }, notices },
        `${key}\n${id} works until ${previous.expiresAt}`,
      );
    });

  return keys;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function overlap(text: string): number {
  const seconds = duration(text);
  if (seconds > MAX_OVERLAP_SECONDS) {
    throw new InvalidArgumentError(`It must be at most ${MAX_OVERLAP_SECONDS / 86_400}d.`);
  }
  return seconds;
}

function line({ id, name, scopes, project, expiresAt, revokedAt, lastUsedAt }: ApiKey): string {
  const state = revokedAt ? `revoked ${revokedAt}` : expiresAt ? `until ${expiresAt}` : 'works';
  return [id, name, scopes.join(','), project ?? 'all projects', state, `used ${lastUsedAt ?? 'never'}`].join(
    '  ',
  );
}
