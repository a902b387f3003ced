import fp from 'fastify-plugin';
import { milvusOptions } from '../stores/milvus.ts';
import type { VectorIndex } from '../vectors/index.ts';
import { createMilvusIndex } from '../vectors/milvus.ts';

/** `app.vectors`: the vector index in Milvus, connected with its first use. */
export default fp(
  async (app) => {
    const { milvus } = app.config;
    const vectors = createMilvusIndex({
      ...milvusOptions(milvus),
      collectionPrefix: milvus.collection_prefix,
    });
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
