import type { Redis } from 'ioredis';
import type { Position } from './cursor.ts';
import { contentHash } from './identity.ts';
import type { Memory } from './schemas.ts';

const MAX_ENTRIES = 5000;

// Keys: the memory, the project's ids by time, the text's hash. The entry, its hash and its place come and go
// together; ids whose entry has expired are taken out by the readers.
const STORE = `
local existing = redis.call('GET', KEYS[3])
if existing then
  local found = redis.call('GET', ARGV[5] .. existing)
  if found then return found end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[4])
redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
local excess = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[6])
if excess > 0 then
  local popped = redis.call('ZPOPMIN', KEYS[2], excess)
  for i = 1, #popped, 2 do redis.call('DEL', ARGV[5] .. popped[i]) end
end
return false`;

/** The short tier: memories in Redis that go after their time. A project keeps its newest 5,000. */
export interface ShortStore {
  /** Stores a memory for `ttlMs`; gives the one with the same text if there is one, else null. */
  add(memory: Memory, ttlMs: number): Promise<Memory | null>;
  get(project: string, id: string): Promise<Memory | null>;
  findByContent(project: string, content: string): Promise<Memory | null>;
  /** Ids, newest first, from after `position`. */
  ids(project: string, position: Position | null, limit: number): Promise<string[]>;
  /** The memories that are still there, in the order of the ids. */
  getMany(project: string, ids: readonly string[]): Promise<Memory[]>;
  /** @returns whether it was there */
  remove(project: string, id: string): Promise<boolean>;
}

export function createShortStore(redis: Redis, keyPrefix: string): ShortStore {
  // The braces keep all keys of a project on one node of a cluster.
  const base = (project: string) => `${keyPrefix}short:{${project}}:`;
  const memoryKey = (project: string, id: string) => `${base(project)}m:${id}`;
  const idsKey = (project: string) => `${base(project)}ids`;
  const hashKey = (project: string, content: string) =>
    `${base(project)}h:${contentHash(content).toString('base64url')}`;
  const parse = (json: string | null): Memory | null => (json === null ? null : (JSON.parse(json) as Memory));

  const get: ShortStore['get'] = async (project, id) => parse(await redis.get(memoryKey(project, id)));

  return {
    async add(memory, ttlMs) {
      const { id, project, content } = memory;
      const found = await redis.eval(
        STORE,
        3,
        memoryKey(project, id),
        idsKey(project),
        hashKey(project, content),
        id,
        JSON.stringify(memory),
        Date.parse(memory.createdAt),
        ttlMs,
        memoryKey(project, ''),
        MAX_ENTRIES,
      );
      return parse(found as string | null);
    },

    get,

    async findByContent(project, content) {
      const id = await redis.get(hashKey(project, content));
      return id === null ? null : get(project, id);
    },

    async ids(project, position, limit) {
      if (!position) return redis.zrevrange(idsKey(project), 0, limit - 1);
      const { createdAt, id } = position;
      // Those of the same millisecond come with the range, also the ones already given.
      const same = await redis.zcount(idsKey(project), createdAt, createdAt);
      const found = await redis.zrevrangebyscore(
        idsKey(project),
        createdAt,
        '-inf',
        'LIMIT',
        0,
        limit + same,
      );
      return found.filter((candidate) => candidate < id).slice(0, limit);
    },

    async getMany(project, ids) {
      if (ids.length === 0) return [];
      const found = await redis.mget(ids.map((id) => memoryKey(project, id)));
      const expired = ids.filter((_, index) => found[index] === null);
      if (expired.length > 0) await redis.zrem(idsKey(project), ...expired);
      return found.map((json) => parse(json ?? null)).filter((memory) => memory !== null);
    },

    async remove(project, id) {
      const memory = await get(project, id);
      const keys = [memoryKey(project, id), ...(memory ? [hashKey(project, memory.content)] : [])];
      await Promise.all([redis.del(keys), redis.zrem(idsKey(project), id)]);
      return memory !== null;
    },
  };
}
