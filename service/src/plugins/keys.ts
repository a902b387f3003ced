import fp from 'fastify-plugin';
import { createKeyRepository, type KeyRepository } from '../keys/repository.ts';

/** `app.keys`: the API keys, of which MySQL holds the hashes. */
export default fp(
  async (app) => {
    app.decorate('keys', createKeyRepository(app.mysql));
  },
  { name: 'keys', dependencies: ['mysql'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    keys: KeyRepository;
  }
}
