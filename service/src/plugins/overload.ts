import underPressure from '@fastify/under-pressure';
import fp from 'fastify-plugin';
import { AppError } from '../errors.ts';

const RETRY_AFTER_SECONDS = 2;
/** Loading the program blocks the event loop too; that is over once the first samples have been taken. */
const SETTLED_AFTER_MS = 3000;
const PROBES = new Set(['/live', '/ready', '/health']);

/** Sheds load with 503 and Retry-After when the event loop cannot keep up; probes still get their answer. */
export default fp(
  async (app) => {
    const { max_event_loop_delay_ms: maxEventLoopDelay } = app.config.server;
    if (maxEventLoopDelay === 0) return;
    let settled = Number.POSITIVE_INFINITY;
    app.addHook('onListen', async () => {
      settled = performance.now() + SETTLED_AFTER_MS;
    });
    await app.register(underPressure, {
      maxEventLoopDelay,
      pressureHandler: async (request, reply) => {
        if (performance.now() < settled || PROBES.has(request.routeOptions.url ?? '')) return;
        reply.header('retry-after', RETRY_AFTER_SECONDS);
        throw new AppError('OVERLOADED');
      },
    });
  },
  { name: 'overload' },
);
