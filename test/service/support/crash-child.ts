import { Redis } from 'ioredis';
import { createMysqlPool } from '../../../service/src/database/pool.ts';
import { createEmbedder } from '../../../service/src/embeddings/create.ts';
import { forgetProject } from '../../../service/src/forget/forget-project.ts';
import { createMemoryService } from '../../../service/src/memories/service.ts';
import { createRelay } from '../../../service/src/outbox/relay.ts';
import { rebuildVectors } from '../../../service/src/reconcile/rebuild.ts';
import { createModelGuard } from '../../../service/src/vectors/guard.ts';
import { createMilvusIndex } from '../../../service/src/vectors/milvus.ts';
import { drained, embeddingsConfig, log, milvusOptions } from './core.ts';
import type { CrashWork } from './crash.ts';
import { dyingAt } from './dying.ts';
import { addresses } from './stores.ts';

/**
 * Does the work that CRASH_WORKS lists on the stores of the test that started it. Once each has come to its fatal step,
 * or to its end, this process is killed by its own hand; with no fatal step at all it says how many steps each took.
 */
const { CRASH_DATABASE_URL = '', CRASH_KEY_PREFIX = '', CRASH_COLLECTIONS = '' } = process.env;
const works = JSON.parse(process.env.CRASH_WORKS ?? '[]') as CrashWork[];
const mysql = createMysqlPool({
  url: CRASH_DATABASE_URL,
  poolSize: works.length + 2,
  maxOverflow: 2,
  connectTimeoutMs: 5000,
});
const redis = new Redis(addresses.redis());
const vectors = createMilvusIndex({ ...milvusOptions(), collectionPrefix: CRASH_COLLECTIONS });
const embedder = createEmbedder(embeddingsConfig({ provider: 'builtin' }));
const guard = createModelGuard({ mysql, vectors, embedder });
await redis.ping();

async function start({ work, project, id = '', step }: CrashWork): Promise<number | null> {
  const dying = dyingAt(step);
  const stores = {
    mysql: dying.pool(mysql),
    redis: dying.wrap(redis, ['get', 'del', 'unlink', 'eval', 'zrem', 'set']),
    vectors: {
      ...vectors,
      upsert: dying.wrap(vectors, ['upsert']).upsert,
      remove: dying.wrap(vectors, ['remove']).remove,
      generations: dying.wrap(vectors.generations, ['create', 'serve', 'drop']),
    },
  };
  const keyPrefix = CRASH_KEY_PREFIX;
  const service = createMemoryService({
    ...stores,
    embedder,
    log,
    keyPrefix,
    config: { short_ttl_seconds: 3600 },
  });
  const kinds: Record<CrashWork['work'], () => Promise<unknown>> = {
    store: () => service.store(project, { content: 'a text' }, { idempotencyKey: 'the same request' }),
    update: () => service.update(project, id, { content: 'after', tags: ['new'] }),
    promote: () => service.promote(project, id, 'long'),
    remove: () => service.remove(project, id),
    forget: () =>
      forgetProject({ ...stores, keyPrefix, publish: () => undefined, onCommit: () => undefined }, project),
    relay: async () => {
      const relay = createRelay({ ...stores, embedder, guard, log });
      relay.start();
      await drained(mysql);
      await relay.stop();
    },
    rebuild: () =>
      rebuildVectors(
        { mysql, vectors: stores.vectors, embedder, guard, log },
        ['mid'],
        () => undefined,
        new AbortController().signal,
      ),
  };
  return Promise.race([kinds[work]().then(dying.steps), dying.stopped.then(() => null)]);
}

const steps = await Promise.all(works.map(start));
if (steps.some((count) => count === null)) process.kill(process.pid, 'SIGKILL');
await new Promise((resolve) => process.stdout.write(JSON.stringify(steps), resolve));
process.exit(0);
