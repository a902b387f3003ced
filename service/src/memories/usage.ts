import type { Pool } from 'mysql2/promise';
import type { Log } from '../ports.ts';
import type { Memory } from './schemas.ts';
import type { ShortStore } from './short-store.ts';
import { addUsage, type Uses } from './usage-repository.ts';

const FLUSH_MS = 5000;
/** Beyond this many memories the counts are written sooner. */
const MAX_WAITING = 5000;

/** Counts how often memories are read or found, and writes it down in batches: a read costs no write. */
export interface UsageTracker {
  /** Counts one use of each. */
  used(memories: readonly Pick<Memory, 'project' | 'id' | 'tier'>[]): void;
  /** Adds uses of a mid or long memory. */
  add(project: string, id: string, uses: number): void;
  /** Writes down what is counted so far. Without the stores it is lost: it is not worth more. */
  flush(): Promise<void>;
}

export interface UsageDependencies {
  mysql: Pool;
  short: Pick<ShortStore, 'addUses'>;
  log: Log;
}

export function createUsageTracker({ mysql, short, log }: UsageDependencies): UsageTracker {
  let durable = new Map<string, Uses>();
  let brief = new Map<string, Map<string, number>>();
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;

  const soon = () => {
    timer ??= setTimeout(flush, FLUSH_MS).unref();
    waiting += 1;
    if (waiting >= MAX_WAITING) void flush();
  };
  const add: UsageTracker['add'] = (project, id, uses) => {
    if (uses <= 0) return;
    const entry = durable.get(id) ?? { project, uses: 0, last: new Date() };
    durable.set(id, { project, uses: entry.uses + uses, last: new Date() });
    soon();
  };
  const addBrief = (project: string, id: string) => {
    const uses = brief.get(project) ?? new Map<string, number>();
    brief.set(project, uses.set(id, (uses.get(id) ?? 0) + 1));
    soon();
  };

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    waiting = 0;
    const written = [durable, brief] as const;
    [durable, brief] = [new Map(), new Map()];
    try {
      await addUsage(mysql, written[0]);
      for (const [project, uses] of written[1]) await short.addUses(project, uses);
    } catch (err) {
      log.debug({ err }, 'how often memories were used could not be written down');
    }
  }

  return {
    used(memories) {
      for (const { project, id, tier } of memories) {
        if (tier === 'short') addBrief(project, id);
        else add(project, id, 1);
      }
    },
    add,
    flush,
  };
}
