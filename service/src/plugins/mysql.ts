import fp from 'fastify-plugin';
import type { Pool } from 'mysql2/promise';
import { createMysqlPool } from '../database/pool.ts';
import { databaseOptions } from '../stores/mysql.ts';

/** The MySQL pool, `app.mysql`. */
export default fp(
  async (app) => {
    const pool = createMysqlPool(databaseOptions(app.config.database));
    app.decorate('mysql', pool);
    app.addHook('onClose', () => pool.end());
  },
  { name: 'mysql' },
);

declare module 'fastify' {
  interface FastifyInstance {
    mysql: Pool;
  }
}
