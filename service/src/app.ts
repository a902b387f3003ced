import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Config } from './config/load.ts';
import { createBase } from './http/base.ts';
import access from './plugins/access.ts';
import adminUi from './plugins/admin-ui.ts';
import audit from './plugins/audit.ts';
import auth from './plugins/auth.ts';
import browsers from './plugins/browsers.ts';
import caches from './plugins/caches.ts';
import docs from './plugins/docs.ts';
import embedder from './plugins/embedder.ts';
import events from './plugins/events.ts';
import firewall from './plugins/firewall.ts';
import forget from './plugins/forget.ts';
import guards from './plugins/guards.ts';
import health from './plugins/health.ts';
import healthEvents from './plugins/health-events.ts';
import httpsOnly from './plugins/https-only.ts';
import jobs from './plugins/jobs.ts';
import keys from './plugins/keys.ts';
import limits from './plugins/limits.ts';
import live, { type LiveOptions } from './plugins/live.ts';
import memories from './plugins/memories.ts';
import metrics from './plugins/metrics.ts';
import mysql from './plugins/mysql.ts';
import outboxMetrics from './plugins/outbox-metrics.ts';
import overload from './plugins/overload.ts';
import projectContext from './plugins/project-context.ts';
import redis from './plugins/redis.ts';
import relay from './plugins/relay.ts';
import sockets from './plugins/sockets.ts';
import tracing from './plugins/tracing.ts';
import transfer from './plugins/transfer.ts';
import upkeep from './plugins/upkeep.ts';
import vectorJobs from './plugins/vector-jobs.ts';
import vectors from './plugins/vectors.ts';
import adminAuditRoutes from './routes/admin-audit.ts';
import adminCacheRoutes from './routes/admin-cache.ts';
import adminConfigRoutes from './routes/admin-config.ts';
import adminJobRoutes from './routes/admin-jobs.ts';
import adminKeyRoutes from './routes/admin-keys.ts';
import adminOutboxRoutes from './routes/admin-outbox.ts';
import adminProfileRoutes from './routes/admin-profile.ts';
import adminStatsRoutes from './routes/admin-stats.ts';
import adminVectorRoutes from './routes/admin-vectors.ts';
import contextRoutes from './routes/context.ts';
import decisionRoutes from './routes/decisions.ts';
import errorRoutes from './routes/errors.ts';
import forgetRoutes from './routes/forget.ts';
import mcpRoutes from './routes/mcp.ts';
import memoryRoutes from './routes/memories.ts';
import memoryBatchRoutes from './routes/memory-batch.ts';
import memoryVersionRoutes from './routes/memory-versions.ts';
import noteRoutes from './routes/notes.ts';
import projectQuotaRoutes from './routes/project-quota.ts';
import projectRoutes from './routes/projects.ts';
import sessionRoutes from './routes/sessions.ts';
import solutionRoutes from './routes/solutions.ts';
import systemRoutes from './routes/system.ts';
import todoRoutes from './routes/todos.ts';
import transferRoutes from './routes/transfer.ts';
import wsRoutes from './routes/ws.ts';

/**
 * Builds the service: stores, then what stands on them, then the routes. Nothing listens yet, and no store has to
 * be up.
 */
export async function buildApp(
  config: Config,
  log: FastifyBaseLogger,
  options: LiveOptions = {},
): Promise<FastifyInstance> {
  const app = createBase(config, log);
  // It sees only the routes that are registered after it.
  await app.register(tracing);
  for (const outside of [mysql, redis, events]) await app.register(outside);
  await app.register(live, options);
  for (const outside of [metrics, caches, vectors, embedder, jobs, guards]) await app.register(outside);
  for (const inside of [
    relay,
    forget,
    transfer,
    memories,
    projectContext,
    firewall,
    upkeep,
    vectorJobs,
    outboxMetrics,
    keys,
    health,
    healthEvents,
  ])
    await app.register(inside);
  for (const guard of [access, httpsOnly, overload, browsers, auth, limits, audit, sockets])
    await app.register(guard);
  await app.register(docs);
  await app.register(adminUi);

  await app.register(systemRoutes);
  await app.register(projectRoutes, { prefix: '/api/v1/projects' });
  await app.register(memoryRoutes, { prefix: '/api/v1/projects/:project/memories' });
  await app.register(transferRoutes, { prefix: '/api/v1/projects/:project' });
  await app.register(memoryBatchRoutes, { prefix: '/api/v1/projects/:project' });
  await app.register(projectQuotaRoutes, { prefix: '/api/v1/projects/:project' });
  await app.register(forgetRoutes, { prefix: '/api/v1/projects/:project' });
  await app.register(sessionRoutes, { prefix: '/api/v1/projects/:project/sessions' });
  await app.register(todoRoutes, { prefix: '/api/v1/projects/:project/todos' });
  await app.register(decisionRoutes, { prefix: '/api/v1/projects/:project/decisions' });
  await app.register(noteRoutes, { prefix: '/api/v1/projects/:project/notes' });
  await app.register(errorRoutes, { prefix: '/api/v1/projects/:project/errors' });
  await app.register(solutionRoutes, { prefix: '/api/v1/projects/:project/errors/:id/solutions' });
  await app.register(contextRoutes, { prefix: '/api/v1/projects/:project/context' });
  await app.register(memoryVersionRoutes, { prefix: '/api/v1/projects/:project/memories' });
  await app.register(adminKeyRoutes, { prefix: '/api/v1/admin/keys' });
  await app.register(adminAuditRoutes, { prefix: '/api/v1/admin/audit' });
  await app.register(adminProfileRoutes, { prefix: '/api/v1/admin/profile' });
  await app.register(adminStatsRoutes, { prefix: '/api/v1/admin/stats' });
  await app.register(adminCacheRoutes, { prefix: '/api/v1/admin/cache' });
  await app.register(adminConfigRoutes, { prefix: '/api/v1/admin/config' });
  await app.register(adminOutboxRoutes, { prefix: '/api/v1/admin/outbox' });
  await app.register(adminVectorRoutes, { prefix: '/api/v1/admin/vectors' });
  await app.register(adminJobRoutes, { prefix: '/api/v1/admin/jobs' });
  await app.register(mcpRoutes);
  await app.register(wsRoutes, { authenticator: app.authenticator, sockets: app.sockets });
  return app;
}
