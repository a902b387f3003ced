import { LRUCache } from 'lru-cache';
import type { EventBus } from '../events/bus.ts';
import type { Memory } from './schemas.ts';
import type { ShortStore } from './short-store.ts';

const MAX_PROJECTS = 10_000;
/** Whoever changes the short tier says so; what was not heard is noticed within this time. */
const BELIEVED_MS = 1000;

export interface ShortLookup {
  /** The short-tier memory of the project with this text. */
  findByContent(project: string, content: string): Promise<Memory | null>;
}

/**
 * Looks for a text in the short tier. Most projects have nothing there most of the time: that is remembered for a
 * moment, so that a burst of stores asks Redis once, and forgotten with the first event about the short tier. A text
 * that another replica puts there in the very milliseconds before its event arrives is in both tiers until it expires.
 */
export function createShortLookup(
  short: Pick<ShortStore, 'findByContent' | 'populated'>,
  events: Pick<EventBus, 'on' | 'hearing'>,
): ShortLookup {
  const empty = new LRUCache<string, true>({ max: MAX_PROJECTS, ttl: BELIEVED_MS });
  let changes = 0;
  events.on((event) => {
    if (event.type === 'bus.resumed') empty.clear();
    else if ('tier' in event && event.tier === 'short') empty.delete(event.project);
    else return;
    changes += 1;
  });
  return {
    async findByContent(project, content) {
      if (events.hearing() && empty.has(project)) return null;
      const before = changes;
      const [found, populated] = await Promise.all([
        short.findByContent(project, content),
        short.populated([project]),
      ]);
      // What was heard meanwhile may be about something added after Redis answered.
      if (populated.length === 0 && changes === before) empty.set(project, true);
      return found;
    },
  };
}
