import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Principal } from '../http/principal.ts';
import { createMcpServer } from '../mcp/server.ts';

function webRequest(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const item of [value].flat()) if (item !== undefined) headers.append(name, item);
  }
  const body = request.method === 'POST' ? String(request.body ?? '') : null;
  return new Request(`${request.protocol}://${request.host}${request.url}`, {
    method: request.method,
    headers,
    body,
    signal,
  });
}

/**
 * `/mcp`: revision 2026-07-28 and the ones before it, without sessions, so any replica can answer any request.
 * The same API keys as REST; each tool asks for its scope.
 */
const mcpRoutes: FastifyPluginAsync = async (app) => {
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const principal = authInfo?.extra?.principal as Principal;
      return createMcpServer({ principal, memories: app.memories, health: app.health }, app.log);
    },
    {
      maxRequestBodySize: app.config.api.body_limit_bytes,
      onerror: (error) => app.log.debug({ err: error }, 'mcp request refused'),
    },
  );
  app.addHook('preClose', () => handler.close());

  // The protocol handler reads the body itself, so that its errors are JSON-RPC errors.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    schema: { hide: true },
    onRequest: [
      async (request) => {
        const { origin, host } = request.headers;
        const { hostAllowed, originAllowed } = app.originPolicy;
        if (!hostAllowed(host) || !originAllowed(origin, host)) throw new AppError('ORIGIN_FORBIDDEN');
      },
      app.requires('any'),
      app.limit,
    ],
    handler: async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const principal = request.principal as Principal;
      const authInfo = {
        token: '',
        clientId: principal.keyId,
        scopes: [...principal.scopes],
        extra: { principal },
      };
      return reply.send(await handler.fetch(webRequest(request, gone.signal), { authInfo }));
    },
  });
};

export default mcpRoutes;
