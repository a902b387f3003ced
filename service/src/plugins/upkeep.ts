import fp from 'fastify-plugin';

/** What happens to memories by itself: they rise, expire, and are linked to those that say nearly the same. */
export default fp(
  async (app) => {
    const { promotion, links, expiry } = app.config.memory;
    const { upkeep } = app.memories;
    app.jobs.every(expiry.interval_seconds, {
      name: 'memory-expiry',
      project: null,
      run: upkeep.removeExpired,
    });
    if (promotion.enabled) {
      app.jobs.every(promotion.interval_seconds, {
        name: 'memory-promotion',
        project: null,
        run: (progress, signal) => upkeep.promoteDue(promotion, progress, signal),
      });
    }
    if (links.enabled) {
      app.jobs.every(links.interval_seconds, {
        name: 'memory-links',
        project: null,
        run: (progress, signal) => upkeep.linkSimilar(links.threshold, progress, signal),
      });
    }
    app.addHook('preClose', () => upkeep.flushUsage());
  },
  { name: 'upkeep', dependencies: ['memories', 'jobs'] },
);
