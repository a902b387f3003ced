import fp from 'fastify-plugin';
import type { MemoryService } from '../memories/service.ts';

export default fp(
  async (app) => {
    app.decorate('memories', {} as unknown as MemoryService);
  },
  { name: 'memories' },
);

declare module 'fastify' {
  interface FastifyInstance {
    memories: MemoryService;
  }
}
