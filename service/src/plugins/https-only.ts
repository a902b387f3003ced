import fp from 'fastify-plugin';

/** What proxies call a request that reached them in plain text; some tell WebSockets apart. */
const PLAIN = new Set(['http', 'ws']);

/**
 * Sends who came to the proxy over plain HTTP to `server.public_url`, where `server.redirect_to_https` is on. Only
 * the proxy knows, and tells by X-Forwarded-Proto: who comes without one is inside the cluster and is let in. The
 * header needs no trust, since nobody gains by being sent away.
 */
export default fp(
  async (app) => {
    const { redirect_to_https, public_url } = app.config.server;
    if (!redirect_to_https) return;
    const { origin } = new URL(public_url);
    app.addHook('onRequest', (request, reply, next) => {
      // Of a chain of proxies the first is the one that the client talked to.
      const [scheme = ''] = String(request.headers['x-forwarded-proto'] ?? '').split(',');
      if (!PLAIN.has(scheme.trim().toLowerCase())) return next();
      const path = request.url.startsWith('/') ? request.url : '/';
      // A new request with the same method and body; never to the host that the client has named.
      reply.redirect(`${origin}${path}`, 308);
    });
  },
  { name: 'https-only' },
);
