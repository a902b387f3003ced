import type { Redis } from 'ioredis';

/** The keys of a project's short tier, in batches; one may come twice. */
export async function* shortKeys(redis: Redis, keyPrefix: string, project: string): AsyncGenerator<string[]> {
  // Neither prefixes nor names of projects can hold what a pattern gives a meaning to.
  const match = `${keyPrefix}short:{${project}}:*`;
  for await (const keys of redis.scanStream({ match, count: 1000 })) yield keys as string[];
}

/** @returns how many keys there were */
export async function unlinkShortKeys(redis: Redis, keyPrefix: string, project: string): Promise<number> {
  let unlinked = 0;
  for await (const keys of shortKeys(redis, keyPrefix, project)) {
    if (keys.length > 0) unlinked += await redis.unlink(keys);
  }
  return unlinked;
}
