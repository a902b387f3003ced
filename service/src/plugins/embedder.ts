import fp from 'fastify-plugin';
import { createEmbedder } from '../embeddings/create.ts';
import type { Embedder } from '../embeddings/embedder.ts';

/** `app.embedder`: what turns texts into vectors. */
export default fp(
  async (app) => {
    app.decorate('embedder', createEmbedder(app.config.embeddings));
  },
  { name: 'embedder' },
);

declare module 'fastify' {
  interface FastifyInstance {
    embedder: Embedder;
  }
}
