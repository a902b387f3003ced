import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../embeddings/embedder.ts';
import type { EventBus } from '../events/bus.ts';
import type { Guards } from '../guards/guards.ts';
import type { Log, Metrics, Step } from '../ports.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorIndex } from '../vectors/index.ts';
import type { ShortLookup } from './short-lookup.ts';
import type { ShortStore } from './short-store.ts';
import type { UsageTracker } from './usage.ts';

/** What the operations on memories share. */
export interface MemoryContext {
  mysql: Pool;
  short: ShortStore;
  shortLookup: ShortLookup;
  vectors: VectorIndex;
  embedder: Embedder;
  guard: ModelGuard;
  guards: Guards;
  shortTtlSeconds: number;
  log: Log;
  metrics: Metrics;
  onCommit: () => void;
  events: Pick<EventBus, 'publish' | 'on' | 'hearing'>;
  usage: UsageTracker;
}

/** Runs one step and reports how long it took and whether it succeeded. */
export async function measured<T>(metrics: Metrics, step: Step, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  let ok = false;
  try {
    const result = await work();
    ok = true;
    return result;
  } finally {
    metrics.observe(step, (performance.now() - start) / 1000, ok);
  }
}
