import type { Redis } from 'ioredis';
import type { Position } from './cursor.ts';
import { contentHash } from './identity.ts';
import type { Memory } from './schemas.ts';
import { ADD, ADD_USES, REPLACE, TAKE } from './short-scripts.ts';

const MAX_ENTRIES = 5000;

/** What became of a change: `changed`: somebody else was faster; `taken`: that memory has the text already. */
export type Replaced = { state: 'replaced' } | { state: 'changed' } | { state: 'taken'; id: string };

/** What became of an entry that was to go: `changed`: it is another by now, and still there. */
export type Taken =
  | { state: 'taken'; uses: number }
  | { state: 'gone' }
  | { state: 'changed'; memory: Memory };

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
  /** Makes `current` into `next`, if it is still that version. Both have the same id. */
  replace(current: Memory, next: Memory): Promise<Replaced>;
  /** Takes a memory out, if it is still that version. */
  take(memory: Memory): Promise<Taken>;
  /** Adds to how often memories were used; those that are gone are passed over. */
  addUses(project: string, uses: ReadonlyMap<string, number>): Promise<void>;
  /** How often each was used, in the order of the ids. */
  uses(project: string, ids: readonly string[]): Promise<number[]>;
  /** Those of the projects that have something here. */
  populated(projects: readonly string[]): Promise<string[]>;
}

export function createShortStore(redis: Redis, keyPrefix: string): ShortStore {
  // The braces keep all keys of a project on one node of a cluster.
  const base = (project: string) => `${keyPrefix}short:{${project}}:`;
  const memoryKey = (project: string, id: string) => `${base(project)}m:${id}`;
  const idsKey = (project: string) => `${base(project)}ids`;
  const usesKey = (project: string) => `${base(project)}uses`;
  const hashKey = (project: string, content: string) =>
    `${base(project)}h:${contentHash(content).toString('base64url')}`;
  const keysOf = ({ project, id, content }: Memory) => [
    memoryKey(project, id),
    idsKey(project),
    hashKey(project, content),
    usesKey(project),
  ];

  const get: ShortStore['get'] = async (project, id) => parse(await redis.get(memoryKey(project, id)));

  return {
    async add(memory, ttlMs) {
      const { id, project } = memory;
      const args = [id, JSON.stringify(memory), Date.parse(memory.createdAt), ttlMs];
      const keys = keysOf(memory);
      const prefix = memoryKey(project, '');
      return parse(
        (await redis.eval(ADD, keys.length, ...keys, ...args, prefix, MAX_ENTRIES)) as string | null,
      );
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
      if (expired.length > 0) {
        await Promise.all([
          redis.zrem(idsKey(project), ...expired),
          redis.zrem(usesKey(project), ...expired),
        ]);
      }
      return found.map((json) => parse(json ?? null)).filter((memory) => memory !== null);
    },

    async remove(project, id) {
      const memory = await get(project, id);
      const keys = [memoryKey(project, id), ...(memory ? [hashKey(project, memory.content)] : [])];
      const [deleted] = await Promise.all([
        redis.del(keys),
        redis.zrem(idsKey(project), id),
        redis.zrem(usesKey(project), id),
      ]);
      return memory !== null && deleted > 0;
    },

    async replace(current, next) {
      const { id, project, content } = next;
      const keys = [...keysOf(current), hashKey(project, content)];
      const ttlMs = Date.parse(next.expiresAt as string) - Date.now();
      if (ttlMs <= 0) return { state: 'changed' };
      const args = [id, current.version, JSON.stringify(next), ttlMs, memoryKey(project, '')];
      const [state, other] = (await redis.eval(REPLACE, keys.length, ...keys, ...args)) as string[];
      return { state, id: other } as Replaced;
    },

    async take(memory) {
      const keys = keysOf(memory);
      const args = [memory.id, memory.version];
      const [state, more] = (await redis.eval(TAKE, keys.length, ...keys, ...args)) as [string, string];
      if (state === 'changed') return { state, memory: parse(more) as Memory };
      return state === 'taken' ? { state, uses: Number(more) } : { state: 'gone' };
    },

    async addUses(project, uses) {
      const keys = [usesKey(project), idsKey(project)];
      const args = Array.from(uses).flat();
      await redis.eval(ADD_USES, keys.length, ...keys, memoryKey(project, ''), ...args);
    },

    async uses(project, ids) {
      if (ids.length === 0) return [];
      const scores = await redis.zmscore(usesKey(project), ...ids);
      return scores.map((score) => Number(score ?? 0));
    },

    async populated(projects) {
      const found = await Promise.all(projects.map((project) => redis.exists(idsKey(project))));
      return projects.filter((_, index) => found[index] === 1);
    },
  };
}

/** An entry as it was written, also by a release that knew fewer fields. */
function parse(json: string | null): Memory | null {
  if (json === null) return null;
  const memory: Pick<Memory, 'verifiedAt' | 'version'> = { verifiedAt: null, version: 1 };
  return Object.assign(memory, JSON.parse(json) as Memory);
}
