import fp from 'fastify-plugin';
import type { VectorIndex } from '../vectors/index.ts';

export default fp(
  async (app) => {
    app.decorate('vectors', {
      ping: async () => {
        throw new Error('stub');
      },
    } as unknown as VectorIndex);
  },
  { name: 'vectors' },
);

declare module 'fastify' {
  interface FastifyInstance {
    vectors: VectorIndex;
  }
}
