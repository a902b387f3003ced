import fp from 'fastify-plugin';
import type { Embedder } from '../embeddings/embedder.ts';

export default fp(
  async (app) => {
    app.decorate('embedder', {} as unknown as Embedder);
  },
  { name: 'embedder' },
);

declare module 'fastify' {
  interface FastifyInstance {
    embedder: Embedder;
  }
}
