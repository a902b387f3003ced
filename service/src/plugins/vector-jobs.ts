import fp from 'fastify-plugin';
import type { Job } from '../jobs/job.ts';
import { createDriftCounter } from '../metrics/drift.ts';
import { rebuildJob } from '../reconcile/rebuild.ts';
import { verifyJob } from '../reconcile/verify.ts';
import type { CollectionKey } from '../vectors/index.ts';

/** How soon a rebuild that was cut short goes on. */
const RESUME_SECONDS = 30;

export interface VectorJobs {
  /** Compares all vectors with MySQL. */
  verify(options: { repair: boolean }): Job;
  /** Makes the vectors of these collections anew. Default: all. */
  rebuild(collections?: readonly CollectionKey[]): Job;
}

/** `app.vectorJobs`: keeps the vectors what MySQL says, by itself and on demand. */
export default fp(
  async (app) => {
    const { mysql, vectors, embedder, modelGuard: guard, log } = app;
    const onDrift = createDriftCounter(app.metrics.registry);
    const jobs: VectorJobs = {
      verify: ({ repair }) => verifyJob({ mysql, vectors, guard }, { repair, onDrift }),
      rebuild: (collections) => rebuildJob({ mysql, vectors, embedder, guard, log }, collections),
    };
    app.decorate('vectorJobs', jobs);
    app.jobs.every(RESUME_SECONDS, jobs.rebuild());
    const seconds = app.config.milvus.verify_interval_seconds;
    if (seconds > 0) app.jobs.every(seconds, jobs.verify({ repair: true }));
  },
  { name: 'vector-jobs', dependencies: ['mysql', 'vectors', 'embedder', 'metrics', 'jobs', 'relay'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    vectorJobs: VectorJobs;
  }
}
