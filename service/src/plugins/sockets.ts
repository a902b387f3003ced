import fp from 'fastify-plugin';
import { type ConnectionCounter, createConnectionCounter } from '../ws/counter.ts';
import { createHub, type Hub } from '../ws/hub.ts';

/** What the WebSocket routes of every port share. */
export interface Sockets {
  counter: ConnectionCounter;
  hub: Hub;
}

/** `app.sockets`: the open WebSocket connections of this process. */
export default fp(
  async (app) => {
    const { events, keys, log, metrics } = app;
    const sockets: Sockets = { counter: createConnectionCounter(), hub: createHub({ events, keys, log }) };
    app.decorate('sockets', sockets);
    app.addHook('onClose', async () => sockets.hub.close());
    metrics.gauge('mcp_ws_connections', 'Open WebSocket connections', sockets.counter.open);
    metrics.gauge('mcp_ws_lagging', 'WebSocket connections that read too slowly', sockets.hub.lagging);
  },
  { name: 'sockets', dependencies: ['events', 'keys', 'metrics'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    sockets: Sockets;
  }
}
