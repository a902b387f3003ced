import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Principal } from '../http/principal.ts';
import { serveMcp } from '../mcp/endpoint.ts';
import { createMcpServer } from '../mcp/server.ts';
import { ProjectId } from '../memories/schemas.ts';
import { assertProject } from '../plugins/auth.ts';
import { type ProjectQuery, projectPage } from '../projects/page.ts';

const Query = Type.Object({ project: Type.Optional(ProjectId) }, { additionalProperties: false });

/**
 * `/mcp`, or `/mcp?project=…` for calls that name no project. The same API keys as REST; each tool asks for its
 * scope.
 */
const mcpRoutes: FastifyPluginAsync = async (app) => {
  const callerOf = (request: FastifyRequest) => ({
    principal: request.principal as Principal,
    project: (request.query as { project?: string }).project,
  });
  app.addHook('preHandler', async (request) => {
    const { principal, project } = callerOf(request);
    if (project !== undefined) assertProject(principal, project);
  });
  serveMcp(app, {
    schema: { hide: true, querystring: Query },
    onRequest: [app.requires('any'), app.limit],
    createServer: (request) => {
      const caller = callerOf(request);
      const { memories, projectContext, firewall, health, log } = app;
      const projects = (query: ProjectQuery) => projectPage(app.mysql, caller.principal, query);
      return createMcpServer({ ...caller, memories, projectContext, firewall, health, projects }, log);
    },
  });
};

export default mcpRoutes;
