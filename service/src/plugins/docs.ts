import { existsSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fp from 'fastify-plugin';
import { assetPath } from '../assets.ts';
import { describeRoute } from '../http/openapi.ts';
import { VERSION } from '../version.ts';

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 24"><text x="0" y="18" fill="#fff" font-family="sans-serif" font-size="18">MCP system</text></svg>';

/** `/openapi.json` and the browsable `/docs`; behind a read key unless `api.public_docs`. */
export default fp(
  async (app) => {
    await app.register(swagger, {
      refResolver: {
        buildLocalReference: ({ $id }, _base, _fragment, index) => String($id ?? `def-${index}`),
      },
      transform: ({ schema, url, route }) =>
        describeRoute({ schema: schema as Record<string, unknown>, url, guards: route.onRequest }),
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'MCP system',
          version: VERSION,
          description:
            'Project memory for coding agents. Every call needs an API key, as `Authorization: Bearer sk-…` or `X-API-Key`.',
          license: { name: 'MIT', identifier: 'MIT' },
        },
        servers: [{ url: app.config.server.public_url || '/' }],
        tags: [
          { name: 'memories', description: 'Store, find and delete memories of a project' },
          { name: 'context', description: 'What is worth knowing before work on a project goes on' },
          { name: 'sessions', description: 'Stretches of work on a project' },
          { name: 'todos', description: 'What there is to do in a project' },
          { name: 'decisions', description: 'Design decisions of a project' },
          { name: 'notes', description: 'Notes of a project' },
          { name: 'errors', description: 'Errors a project has met, and what helped' },
          { name: 'projects', description: 'The projects a key can see' },
          { name: 'admin', description: 'Operate the service; needs a key with the admin scope' },
          { name: 'system', description: 'State of the service' },
        ],
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer', description: 'sk-<id>.<secret>' },
            header: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          },
        },
        security: [{ bearer: [] }, { header: [] }],
      },
    });
    const guard = app.config.api.public_docs ? [] : [app.requires('read')];
    const hooks = { onRequest: guard };
    app.get('/openapi.json', { ...hooks, schema: { hide: true } }, async () => app.swagger());
    const bundled = assetPath('swagger-ui');
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      ...(existsSync(bundled) ? { baseDir: bundled } : {}),
      logo: { type: 'image/svg+xml', content: LOGO },
      theme: { title: 'MCP system API' },
      uiConfig: { persistAuthorization: false, displayRequestDuration: true },
      staticCSP: true,
      uiHooks: {
        onRequest: async (request, reply) => {
          for (const check of guard) await check.call(app, request, reply);
        },
      },
    });
  },
  { name: 'docs', dependencies: ['auth'] },
);
