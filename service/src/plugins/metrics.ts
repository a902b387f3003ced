import fp from 'fastify-plugin';
import type { Pool as CorePool } from 'mysql2';
import { createMetrics, type ServiceMetrics } from '../metrics/registry.ts';

/** The parts of mysql2's pool that say how busy it is; not in its types. */
interface PoolInternals {
  _allConnections?: { length: number };
  _freeConnections?: { length: number };
  _connectionQueue?: { length: number };
}

/** `app.metrics`: requests by route template, the MySQL pool, and what the domain reports. */
export default fp(
  async (app) => {
    const metrics = createMetrics();
    app.decorate('metrics', metrics);
    app.addHook('onResponse', (request, reply, next) => {
      const route = request.routeOptions.url ?? 'unmatched';
      metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
      next();
    });
    const pool = (app.mysql as unknown as { pool: CorePool & PoolInternals }).pool;
    const open = () => pool._allConnections?.length ?? 0;
    const free = () => pool._freeConnections?.length ?? 0;
    metrics.gauge('mcp_mysql_pool_open', 'Open MySQL connections', open);
    metrics.gauge('mcp_mysql_pool_used', 'MySQL connections in use', () => open() - free());
    metrics.gauge('mcp_mysql_pool_waiting', 'Requests waiting for a MySQL connection', () => {
      return pool._connectionQueue?.length ?? 0;
    });
    metrics.gauge('mcp_redis_up', '1 while Redis is connected', () => Number(app.redis.status === 'ready'));
  },
  { name: 'metrics', dependencies: ['mysql', 'redis'] },
);

declare module 'fastify' {
  interface FastifyInstance {
    metrics: ServiceMetrics;
  }
}
