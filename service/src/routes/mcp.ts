import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../audit/actor.ts';
import { within } from '../deadline.ts';
import { AppError } from '../errors.ts';
import type { Principal } from '../http/principal.ts';
import { messagesIn } from '../mcp/batch.ts';
import { serveMcp } from '../mcp/endpoint.ts';
import { createMcpServer } from '../mcp/server.ts';
import type { ToolContext } from '../mcp/tool.ts';
import { ProjectId } from '../memories/schemas.ts';
import { assertProject } from '../plugins/auth.ts';
import { type ProjectQuery, projectPage } from '../projects/page.ts';

const MODEL_MS = 1500;

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
  const embeddings = () =>
    within(MODEL_MS, 'embeddings', app.embedder.identity()).catch((err: unknown) => {
      app.log.debug({ err }, 'the embeddings did not say which model they have');
      return null;
    });
  const count = app.createRateLimit();
  app.addHook('preHandler', async (request) => {
    const { principal, project } = callerOf(request);
    if (project !== undefined) assertProject(principal, project);
    // The request itself is counted already.
    for (let more = messagesIn(request.body) - 1; more > 0; more -= 1) {
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw new AppError('RATE_LIMITED');
    }
  });
  serveMcp(app, {
    schema: { hide: true, querystring: Query },
    onRequest: [app.requires('any'), app.limit],
    createServer: (request) => {
      const caller = callerOf(request);
      const { memories, projectContext, firewall, health } = app;
      const projects = (query: ProjectQuery) => projectPage(app.mysql, caller.principal, query);
      const audit: ToolContext['audit'] = (done) => app.audit.add({ by: actorOf(request), ...done });
      const state = { health, embeddings };
      const context = { ...caller, ...state, memories, projectContext, firewall, projects, audit };
      return createMcpServer(context, request);
    },
  });
};

export default mcpRoutes;
