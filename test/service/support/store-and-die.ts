import { Redis } from 'ioredis';
import { createMysqlPool } from '../../../service/src/database/pool.ts';
import { createEmbedder } from '../../../service/src/embeddings/create.ts';
import { createMemoryService } from '../../../service/src/memories/service.ts';
import { createMilvusIndex } from '../../../service/src/vectors/milvus.ts';
import { embeddingsConfig, log, milvusOptions } from './core.ts';
import { addresses } from './stores.ts';

/** Stores five memories, says their ids, and is killed before any relay has seen them. */
const { CORE_DATABASE_URL = '', CORE_KEY_PREFIX = '' } = process.env;
const service = createMemoryService({
  mysql: createMysqlPool({ url: CORE_DATABASE_URL, poolSize: 2, maxOverflow: 0, connectTimeoutMs: 5000 }),
  redis: new Redis(addresses.redis()),
  vectors: createMilvusIndex({ ...milvusOptions(), collectionPrefix: 'unused_' }),
  embedder: createEmbedder(embeddingsConfig()),
  config: { short_ttl_seconds: 60 },
  keyPrefix: CORE_KEY_PREFIX,
  log,
});
for (let i = 0; i < 5; i++) {
  const { memory } = await service.store('p', { content: `written just before the end, ${i}` });
  await new Promise((resolve) => process.stdout.write(`${memory.id}\n`, resolve));
}
process.kill(process.pid, 'SIGKILL');
