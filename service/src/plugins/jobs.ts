import fp from 'fastify-plugin';
import type { JobRunner } from '../jobs/job.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createJobMetrics } from '../metrics/jobs.ts';

/** `app.jobs`: work in the background, at most once at a time in all replicas. Schedules run while the app does. */
export default fp(
  async (app) => {
    const { mysql, log, events, metrics } = app;
    const jobs = createJobRunner({
      mysql,
      log,
      publish: events.publish,
      metrics: createJobMetrics(metrics.registry),
    });
    app.decorate('jobs', jobs);
    app.addHook('onReady', async () => jobs.open());
    app.addHook('onClose', () => jobs.close());
  },
  { name: 'jobs', dependencies: ['mysql', 'events', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    jobs: JobRunner;
  }
}
