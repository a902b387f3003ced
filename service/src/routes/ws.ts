import websocket from '@fastify/websocket';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Authenticator } from '../plugins/auth.ts';
import { serveConnection } from '../ws/connection.ts';
import type { ConnectionCounter } from '../ws/counter.ts';

const MAX_PAYLOAD_BYTES = 65_536;

export interface WsOptions {
  authenticator: Authenticator;
  /** Shared by every port, so that a limit is one limit. */
  counter: ConnectionCounter;
}

/** `/ws`: ping and pong for everyone, more with an API key. Everything is checked before the upgrade. */
const wsRoutes: FastifyPluginAsync<WsOptions> = async (app, { authenticator, counter }) => {
  await app.register(websocket, { options: { maxPayload: MAX_PAYLOAD_BYTES } });

  const check = async (request: FastifyRequest) => {
    if (!request.ws) throw new AppError('INVALID_REQUEST', { message: 'This address speaks WebSocket only' });
    const { origin, host } = request.headers;
    if (!app.originPolicy.originAllowed(origin, host)) throw new AppError('ORIGIN_FORBIDDEN');
    const raw = authenticator.keyOf(request);
    request.principal = raw ? await authenticator.verify(raw) : null;
    if (!counter.hasRoom(request.ip, request.principal !== null)) throw new AppError('RATE_LIMITED');
  };

  app.get('/ws', { websocket: true, onRequest: check, schema: { hide: true } }, (socket, request) => {
    const leave = counter.enter(request.ip, request.principal !== null);
    socket.on('close', leave);
    serveConnection(socket, { principal: request.principal });
  });
};

export default wsRoutes;
