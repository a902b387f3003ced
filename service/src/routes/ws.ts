import websocket from '@fastify/websocket';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import type { Authenticator } from '../plugins/auth.ts';
import type { Sockets } from '../plugins/sockets.ts';
import { serveConnection } from '../ws/connection.ts';

const MAX_PAYLOAD_BYTES = 65_536;

export interface WsOptions {
  authenticator: Authenticator;
  /** Shared by every port, so that a limit is one limit. */
  sockets: Sockets;
}

/**
 * `/ws`: ping and pong for everyone, events with an API key: in a header, or for browsers in a first message. What
 * can be checked is checked before the upgrade.
 */
const wsRoutes: FastifyPluginAsync<WsOptions> = async (app, { authenticator, sockets }) => {
  const { counter, hub } = sockets;
  await app.register(websocket, { options: { maxPayload: MAX_PAYLOAD_BYTES } });

  const check = async (request: FastifyRequest) => {
    if (!request.ws) throw new AppError('INVALID_REQUEST', { message: 'This address speaks WebSocket only' });
    const { origin, host } = request.headers;
    if (!app.originPolicy.originAllowed(origin, host)) throw new AppError('ORIGIN_FORBIDDEN');
    const raw = authenticator.keyOf(request);
    request.principal = raw ? await authenticator.verify(raw, request.ip) : null;
    if (!counter.hasRoom(request.ip, request.principal !== null)) throw new AppError('RATE_LIMITED');
  };

  app.get('/ws', { websocket: true, onRequest: check, schema: { hide: true } }, (socket, request) => {
    const { ip, principal } = request;
    let leave = counter.enter(ip, principal !== null);
    const connection = serveConnection(socket, {
      principal,
      verify: (raw) => authenticator.verify(raw, ip),
      onAuthenticated: () => {
        leave();
        leave = counter.enter(ip, true);
      },
    });
    const forget = hub.add(connection);
    socket.on('close', () => {
      forget();
      leave();
    });
  });
};

export default wsRoutes;
