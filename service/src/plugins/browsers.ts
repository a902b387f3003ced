import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fp from 'fastify-plugin';

const PREFLIGHT_SECONDS = 600;

/** Security headers and CORS. */
export default fp(
  async (app) => {
    const { config } = app;
    await app.register(helmet, {
      // On a developer's localhost a remembered "HTTPS only" would break every other project there.
      hsts: config.environment !== 'development',
      contentSecurityPolicy: {
        directives: { 'upgrade-insecure-requests': config.environment === 'development' ? null : [] },
      },
    });
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
