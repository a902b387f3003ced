import fp from 'fastify-plugin';
import type { VectorIndex } from '../vectors/index.ts';
import { createMilvusIndex } from '../vectors/milvus.ts';

/** `app.vectors`: the vector index in Milvus, connected with its first use. */
export default fp(
  async (app) => {
    const {
      address,
      token,
      tls,
      timeout_ms: timeoutMs,
      collection_prefix: collectionPrefix,
    } = app.config.milvus;
    const vectors = createMilvusIndex({ address, token, tls, timeoutMs, collectionPrefix });
    app.decorate('vectors', vectors);
    app.addHook('onClose', () => vectors.close());
  },
  { name: 'vectors' },
);

declare module 'fastify' {
  interface FastifyInstance {
    vectors: VectorIndex;
  }
}
