import fp from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { within } from '../deadline.ts';
import { type OutboxStats, outboxStats } from '../outbox/stats.ts';

/** One scrape reads several figures of one query. */
const FRESH_MS = 1000;
const TIMEOUT_MS = 2000;

/** How far the vectors are behind MySQL, as metrics. */
export default fp(
  async (app) => {
    const stats = new LRUCache<string, OutboxStats>({
      max: 1,
      ttl: FRESH_MS,
      fetchMethod: () => within(TIMEOUT_MS, 'outbox figures', outboxStats(app.mysql)),
    });
    const figure = (key: keyof OutboxStats) => async () => (await stats.forceFetch('outbox'))[key];
    const { gauge } = app.metrics;
    gauge('mcp_outbox_pending', 'Vectors that are out of date', figure('pending'));
    gauge('mcp_outbox_dead', 'Vectors given up after failures that would not go away', figure('dead'));
    gauge('mcp_outbox_lag_seconds', 'Age of the oldest vector that is out of date', figure('lagSeconds'));
  },
  { name: 'outbox-metrics', dependencies: ['mysql', 'metrics'] },
);
