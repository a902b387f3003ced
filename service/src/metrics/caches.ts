import { Counter, type Registry } from 'prom-client';
import type { Level } from '../cache/layered.ts';

/** Looks into one cache, as Prometheus and the API show them. */
export interface CacheMeter {
  look(level: Level, hit: boolean): void;
  evicted(): void;
  figures(): {
    l1: { hits: number; misses: number; evictions: number };
    l2: { hits: number; misses: number };
  };
}

/** Counts by cache what was found and what was not. */
export function createCacheMeters(registry: Registry): (cache: string) => CacheMeter {
  const registers = [registry];
  const looks = new Counter({
    name: 'mcp_cache_requests_total',
    help: 'Looks into a cache, by what came of them',
    labelNames: ['cache', 'level', 'result'] as const,
    registers,
  });
  const evictions = new Counter({
    name: 'mcp_cache_evictions_total',
    help: 'Answers that left the process for want of room',
    labelNames: ['cache'] as const,
    registers,
  });
  return (cache) => {
    const counted = { l1: { hits: 0, misses: 0, evictions: 0 }, l2: { hits: 0, misses: 0 } };
    const of = (level: Level) => ({
      hits: looks.labels({ cache, level, result: 'hit' }),
      misses: looks.labels({ cache, level, result: 'miss' }),
    });
    const series = { l1: of('l1'), l2: of('l2') };
    const gone = evictions.labels({ cache });
    return {
      look(level, hit) {
        const result = hit ? 'hits' : 'misses';
        series[level][result].inc();
        counted[level][result] += 1;
      },
      evicted() {
        gone.inc();
        counted.l1.evictions += 1;
      },
      figures: () => structuredClone(counted),
    };
  };
}
