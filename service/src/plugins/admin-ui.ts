import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import fp from 'fastify-plugin';
import { assetPath } from '../assets.ts';

const PREFIX = '/admin';

/**
 * The admin UI, `/admin`. Its files hold nothing secret and need no key; what it shows comes through the REST
 * interface with the key of whoever looks. Without a bundle the development server of `service/web` has it.
 */
export default fp(
  async (app) => {
    const root = assetPath('admin-ui');
    if (!existsSync(root)) return;
    await app.register(fastifyStatic, {
      root,
      prefix: `${PREFIX}/`,
      redirect: false,
      // Names of assets change with their content; the page that names them must not be kept.
      setHeaders: (reply, path) => {
        const lasting = path.includes('/assets/');
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    app.get(PREFIX, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${PREFIX}/`));
  },
  { name: 'admin-ui' },
);
