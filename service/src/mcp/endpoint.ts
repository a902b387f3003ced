import { createMcpHandler, type McpServer } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyRequest, FastifySchema, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../errors.ts';

const SUBSCRIBE = 'subscriptions/listen';

export interface McpEndpointOptions {
  /** A fresh server for one request. */
  createServer(request: FastifyRequest): McpServer;
  /** Authentication and limits; Host and Origin are checked before. */
  onRequest: onRequestAsyncHookHandler[];
  schema: FastifySchema;
}

/**
 * Serves MCP at `/mcp`: revision 2026-07-28 and the ones before it, without sessions, so any replica can answer any
 * request. Register it in a scope of its own: it takes every content type as it is.
 */
export function serveMcp(
  app: FastifyInstance,
  { createServer, onRequest, schema }: McpEndpointOptions,
): void {
  const handler = createMcpHandler(
    ({ authInfo }) => createServer(authInfo?.extra?.request as FastifyRequest),
    {
      maxRequestBodySize: app.config.api.body_limit_bytes,
      onerror: (error) => app.log.debug({ err: error }, 'mcp request refused'),
    },
  );
  // A subscription never ends by itself; everything else is answered while the process stops.
  const streams = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.abort();
  });

  // The protocol handler reads the body itself, so that its errors are JSON-RPC errors.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    schema,
    onRequest: [
      async (request) => {
        const { origin, host } = request.headers;
        const { hostAllowed, originAllowed } = app.originPolicy;
        if (!hostAllowed(host) || !originAllowed(origin, host)) throw new AppError('ORIGIN_FORBIDDEN');
      },
      ...onRequest,
    ],
    handler: async (request, reply) => {
      const gone = new AbortController();
      if (request.headers['mcp-method'] === SUBSCRIBE) streams.add(gone);
      reply.raw.once('close', () => {
        streams.delete(gone);
        gone.abort();
      });
      const authInfo = { token: '', clientId: '', scopes: [], extra: { request } };
      return reply.send(await handler.fetch(webRequest(request, gone.signal), { authInfo }));
    },
  });
}

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
