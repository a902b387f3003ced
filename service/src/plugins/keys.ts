import fp from 'fastify-plugin';
import { createKeyNotifier } from '../keys/notify.ts';
import { createKeyRepository, type KeyRepository } from '../keys/repository.ts';
import { createKeyService, type KeyService } from '../keys/service.ts';

/** `app.keys`: the API keys, of which MySQL holds the hashes; `app.keyService`: what administrators do to them. */
export default fp(
  async (app) => {
    const keys = createKeyRepository(app.mysql);
    const notifier = createKeyNotifier(app.config.keys.notify, app.log);
    app.decorate('keys', keys);
    app.decorate(
      'keyService',
      createKeyService({ keys, notifier, publish: (event) => app.events.publish(event) }),
    );
  },
  { name: 'keys', dependencies: ['mysql', 'events'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    keys: KeyRepository;
    keyService: KeyService;
  }
}
