import cors from '@fastify/cors';
import fp from 'fastify-plugin';
import { dataHeaders, pageHeaders } from '../http/security-headers.ts';

const PREFLIGHT_SECONDS = 600;
/** Where there are pages; everything else answers with data. */
const PAGES = /^\/(admin|docs)(\/|\?|$)/;

/** Security headers and CORS. */
export default fp(
  async (app) => {
    const { environment } = app.config;
    const [page, data] = [pageHeaders(environment), dataHeaders(environment)];
    app.addHook('onRequest', (request, reply, next) => {
      reply.headers(PAGES.test(request.url) ? page : data);
      next();
    });
    // Pages of the service itself need no leave, and the hook takes a tenth of the time of a read.
    if (app.config.api.cors_origins.length === 0) return;
    await app.register(cors, {
      origin: [...app.originPolicy.origins],
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
      allowedHeaders: [
        'authorization',
        'content-type',
        'idempotency-key',
        'last-event-id',
        'mcp-method',
        'mcp-name',
        'mcp-protocol-version',
        'mcp-session-id',
        'x-api-key',
        'x-request-id',
      ],
      exposedHeaders: ['retry-after', 'x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining'],
      maxAge: PREFLIGHT_SECONDS,
    });
  },
  { name: 'browsers' },
);
