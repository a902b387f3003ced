import cors from '@fastify/cors';
import fp from 'fastify-plugin';
import { securityHeaders } from '../http/security-headers.ts';

const PREFLIGHT_SECONDS = 600;

/** Security headers and CORS. */
export default fp(
  async (app) => {
    const { config } = app;
    const headers = securityHeaders({
      // On a developer's localhost a remembered "HTTPS only" would break every other project there.
      strictTransportSecurity: config.environment !== 'development',
      contentSecurityPolicy: {
        directives: { 'upgrade-insecure-requests': config.environment === 'development' ? null : [] },
      },
    });
    app.addHook('onRequest', (_request, reply, next) => {
      reply.headers(headers);
      next();
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
