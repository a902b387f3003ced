import fp from 'fastify-plugin';
import { createLayeredCache, type LayeredCache } from '../cache/layered.ts';
import { createLocalCache, type LocalCache, type LocalSize } from '../cache/local.ts';
import {
  type ChangingMemoryCache,
  createMemoryCache,
  memoryLifetimeMs,
  searchLifetimeMs,
} from '../cache/memory-cache.ts';
import type { CacheStats } from '../cache/schemas.ts';
import { createRemoteCache } from '../cache/shared.ts';
import type { Config } from '../config/load.ts';
import type { Announced, Origin } from '../events/bus.ts';
import type { Memory } from '../memories/schemas.ts';
import type { SearchResult } from '../memories/search/schemas.ts';
import { createCacheMeters } from '../metrics/caches.ts';

export interface Caches {
  memories: ChangingMemoryCache;
  /** Of this process. */
  stats(): CacheStats[];
}

/** Memories and searches share what one process may keep. */
const sizeOf = ({ cache }: Config): LocalSize => ({
  maxEntries: Math.ceil(cache.l1_max_entries / 2),
  maxBytes: Math.ceil(cache.l1_max_bytes / 2),
  ttlMs: cache.l1_ttl_seconds * 1000,
});

function invalidate(memories: ChangingMemoryCache, event: Announced, origin: Origin): void {
  if (event.type === 'cache.cleared' || event.type === 'bus.resumed') memories.clearLocal();
  else if (event.type === 'project.forgotten') memories.forgotten(event.project);
  else if (event.type === 'vectors.changed') {
    for (const id of event.ids) memories.changed(event.project, id, origin);
  } else if (event.type.startsWith('memory.') && 'id' in event && event.project !== null) {
    memories.changed(event.project, event.id, origin);
  }
}

/** `app.caches`: answers kept in the process and in Redis, and dropped on every replica when something changes. */
export default fp(
  async (app) => {
    const { live, events, metrics, redisCache, config } = app;
    const meterOf = createCacheMeters(metrics.registry);
    const remote = createRemoteCache(redisCache, config.redis.key_prefix);
    const all: { local: Pick<LocalCache<object>, 'resize' | 'figures'>; stats: () => CacheStats }[] = [];

    const create = <T extends object>(name: string, lifetimeMs: (value: T) => number): LayeredCache<T> => {
      const meter = meterOf(name);
      const local = createLocalCache<T>(sizeOf(live.current), meter.evicted);
      const stats = () => {
        const { l1, l2 } = meter.figures();
        return { cache: name, l1: { ...l1, ...local.figures() }, l2 };
      };
      all.push({ local, stats });
      return createLayeredCache({
        local,
        remote,
        lifetimeMs,
        hearing: events.hearing,
        ttlMs: () => live.current.cache.l2_ttl_seconds * 1000,
        onLook: meter.look,
      });
    };
    const memories = createMemoryCache({
      memories: create<Memory>('memories', memoryLifetimeMs),
      searches: create<SearchResult>('searches', searchLifetimeMs),
    });
    const unsubscribe = [
      events.on((event, origin) => invalidate(memories, event, origin)),
      live.on((now) => {
        for (const { local } of all) local.resize(sizeOf(now));
      }),
    ];
    app.decorate('caches', { memories, stats: () => all.map(({ stats }) => stats()) });
    app.addHook('onClose', async () => {
      for (const end of unsubscribe) end();
    });
  },
  { name: 'caches', dependencies: ['redis', 'events', 'live', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    caches: Caches;
  }
}
