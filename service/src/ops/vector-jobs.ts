import { Argument, type Command } from 'commander';
import type { Pool } from 'mysql2/promise';
import type { Config } from '../config/load.ts';
import { createEmbedder } from '../embeddings/create.ts';
import type { JobEvent } from '../events/event.ts';
import type { Job } from '../jobs/job.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createRelay } from '../outbox/relay.ts';
import { DRIFTS } from '../reconcile/drift.ts';
import { type RebuildDependencies, rebuildJob } from '../reconcile/rebuild.ts';
import { verifyJob } from '../reconcile/verify.ts';
import { milvusOptions } from '../stores/milvus.ts';
import { createModelGuard } from '../vectors/guard.ts';
import { COLLECTION_KEYS, type CollectionKey } from '../vectors/index.ts';
import { createMilvusIndex } from '../vectors/milvus.ts';
import { title } from '../vectors/model.ts';
import { type Output, SILENT } from './output.ts';
import { withMysql } from './stores.ts';

/** Adds `verify` and `rebuild` to the command `vectors`. */
export function addVectorJobs(vectors: Command, config: () => Config, output: () => Output): void {
  vectors
    .command('verify')
    .description('compare all vectors with MySQL; exit code 1 when some are wrong and not repaired')
    .option('--repair', 'hand what is wrong to the running service, which brings it right', false)
    .action(async ({ repair }: { repair: boolean }) => {
      const report = await run(config(), output(), (stores) => verifyJob(stores, { repair }));
      const wrong = DRIFTS.map((what) => `${what}: ${report[what]}`).join(', ');
      output().result(report, `checked: ${report.checked}, ${wrong}, to be repaired: ${report.repaired}`);
      if (!repair && DRIFTS.some((what) => report[what] > 0)) process.exitCode = 1;
    });

  vectors
    .command('rebuild')
    .description('make the vectors anew from MySQL, with the configured model, while searches go on')
    .addArgument(
      new Argument('[collections...]', 'which; default: all, which a changed model needs').choices(
        COLLECTION_KEYS,
      ),
    )
    .action(async (wanted: CollectionKey[]) => {
      const collections = wanted.length > 0 ? wanted : COLLECTION_KEYS;
      const report = await run(config(), output(), (stores) => rebuildJob(stores, collections));
      output().result(
        report,
        `rebuilt ${Object.keys(report.generations).join(', ')} with ${title(report.model)}`,
      );
    });
}

/** Runs a job here, with a relay of its own, so that it ends even where no service runs. */
async function run<R>(
  config: Config,
  output: Output,
  make: (stores: RebuildDependencies) => Job<R>,
): Promise<R> {
  return withMysql(config, async (mysql: Pool) => {
    const vectors = createMilvusIndex({
      ...milvusOptions(config.milvus),
      collectionPrefix: config.milvus.collection_prefix,
    });
    const embedder = createEmbedder(config.embeddings);
    const guard = createModelGuard({ mysql, vectors, embedder });
    const relay = createRelay({ mysql, vectors, embedder, guard, log: SILENT });
    const publish = ({ type, done, total }: JobEvent) => {
      if (type === 'job.progress') output.progress(`${done}${total === null ? '' : ` of ${total}`}`);
    };
    const jobs = createJobRunner({ mysql, log: SILENT, publish });
    relay.start();
    try {
      return await jobs.run(make({ mysql, vectors, embedder, guard, log: SILENT }));
    } finally {
      await relay.stop();
      await vectors.close();
    }
  });
}
