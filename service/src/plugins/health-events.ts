import fp from 'fastify-plugin';
import type { Health } from './health.ts';

const EVERY_MS = 2000;

/**
 * Watches the stores, tells everyone when their state changes (`health.changed`), and shows it as metrics.
 * Every replica watches; of those that see the same change, the first one tells.
 */
export default fp(
  async (app) => {
    let seen: Health['status'] | null = null;
    let announced: Health['status'] | null = null;
    const unsubscribe = app.events.on((event) => {
      if (event.type === 'health.changed') announced = event.status;
    });
    const look = async () => {
      const { status, checks } = await app.health();
      const changed = seen !== null && seen !== status;
      seen = status;
      if (changed && announced !== status) app.events.publish({ type: 'health.changed', status, checks });
    };
    let timer: NodeJS.Timeout | undefined;
    app.addHook('onListen', async () => {
      timer = setInterval(() => {
        look().catch((err: unknown) => app.log.warn({ err }, 'the stores could not be watched'));
      }, EVERY_MS).unref();
    });
    app.addHook('onClose', async () => {
      clearInterval(timer);
      unsubscribe();
    });

    const up = (store: keyof Health['checks']) => async () => Number((await app.health()).checks[store]);
    app.metrics.gauge('mcp_mysql_up', '1 while MySQL answers', up('database'));
    app.metrics.gauge('mcp_milvus_up', '1 while Milvus answers', up('milvus'));
  },
  { name: 'health-events', dependencies: ['health', 'events', 'metrics'] },
);
