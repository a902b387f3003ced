import fp from 'fastify-plugin';
import type { Pool } from 'mysql2/promise';
import { createMysqlPool } from '../database/pool.ts';
import { databaseOptions } from '../stores/mysql.ts';

/** The MySQL pool, `app.mysql`. */
export default fp(
  async (app) => {
    const pool = createMysqlPool(databaseOptions(app.config.database));
    app.decorate('mysql', pool);
    app.addHook('onClose', async () => {
      // A connection that is just being refused fails the end, too; the pool is gone all the same.
      await pool.end().catch((err: unknown) => app.log.debug({ err }, 'the MySQL pool ended with an error'));
    });
  },
  { name: 'mysql' },
);

declare module 'fastify' {
  interface FastifyInstance {
    mysql: Pool;
  }
}
