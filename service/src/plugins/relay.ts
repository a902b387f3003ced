import fp from 'fastify-plugin';
import { within } from '../deadline.ts';
import { vectorsChanged } from '../outbox/announce.ts';
import { createRelay, type Relay } from '../outbox/relay.ts';
import { createModelGuard, type ModelGuard } from '../vectors/guard.ts';

const RELAY_STOP_MS = 5000;

/**
 * `app.relay`: carries what is enqueued to the vectors while the app runs; wake it after a commit. `app.modelGuard` is
 * what it and everyone who searches vectors asks first.
 */
export default fp(
  async (app) => {
    const { mysql, vectors, embedder, metrics, events, log } = app;
    const guard = createModelGuard({ mysql, embedder, vectors });
    const relay = createRelay({
      mysql,
      embedder,
      vectors,
      guard,
      log,
      metrics,
      onApplied: (claims) => {
        for (const event of vectorsChanged(claims)) events.publish(event);
      },
    });
    app.decorate('modelGuard', guard);
    app.decorate('relay', relay);
    app.addHook('onReady', async () => relay.start());
    app.addHook('onClose', async () => {
      // What is not finished by then is taken over by another process, or by the next start.
      await within(RELAY_STOP_MS, 'stopping the relay', relay.stop()).catch((err: unknown) => {
        log.warn({ err }, 'the relay was left behind');
      });
    });
  },
  { name: 'relay', dependencies: ['mysql', 'events', 'vectors', 'embedder', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    modelGuard: ModelGuard;
    relay: Pick<Relay, 'wake'>;
  }
}
