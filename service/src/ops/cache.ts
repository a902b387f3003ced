import { Command, Option } from 'commander';
import { clearRemote } from '../cache/shared.ts';
import type { Config } from '../config/load.ts';
import { announce } from '../events/bus.ts';
import type { Output } from './output.ts';
import { withRedis } from './stores.ts';

/** `cache clear`: empties the caches of every replica. Memories in the short tier, limits and keys stay. */
export function cacheCommand(config: () => Config, output: () => Output): Command {
  const cache = new Command('cache').description('the caches of the service');

  cache
    .command('clear')
    .description('empty the caches of every replica; nothing but cached answers is deleted')
    .addOption(
      new Option('--level <level>', 'l1: what the processes keep; all: what is kept in Redis too')
        .choices(['l1', 'all'])
        .default('all'),
    )
    .action(async ({ level }: { level: 'l1' | 'all' }) => {
      const { redis } = config();
      const prefix = redis.key_prefix;
      const deleted =
        level === 'all'
          ? await withRedis(redis.cache_url || redis.url, redis, (client) => clearRemote(client, prefix))
          : 0;
      await withRedis(redis.url, redis, (client) =>
        announce(client, prefix, { type: 'cache.cleared', level }),
      );
      output().result({ level, deleted }, `cleared; keys deleted in Redis: ${deleted}`);
    });

  return cache;
}
