import fp from 'fastify-plugin';
import type { Config } from '../config/load.ts';
import { addressList } from '../http/addresses.ts';

/** The kubelet calls these from the node's own address; they tell nothing about the service. */
const PROBES = new Set(['/live', '/ready']);
const LOOPBACK = addressList(['127.0.0.0/8', '::1']);

/** @returns null when everyone may come in */
const allowList = ({ api }: Config) => (api.allowed_ips.length > 0 ? addressList(api.allowed_ips) : null);

/**
 * Lets only `api.allowed_ips` in, when there are any; everyone else gets 403 `{"error":"Forbidden"}`.
 * The address is the client's own: X-Forwarded-For counts only from `server.trusted_proxies`.
 */
export default fp(
  async (app) => {
    const { live } = app;
    let allowed = allowList(live.current);
    const unsubscribe = live.on((now) => {
      allowed = allowList(now);
    });
    app.addHook('onClose', async () => unsubscribe());
    app.addHook('onRequest', (request, reply, next) => {
      const path = request.routeOptions.url ?? '';
      if (!allowed || PROBES.has(path) || allowed(request.ip)) return next();
      const local = LOOPBACK(request.socket.remoteAddress ?? '') && !request.headers['x-forwarded-for'];
      // The image's own health check runs inside the container.
      if (path === '/health' && local) return next();
      // The guide's body, not the one that the routes describe for their errors.
      reply.code(403).type('application/json').serializer(JSON.stringify).send({ error: 'Forbidden' });
    });
  },
  { name: 'access' },
);
