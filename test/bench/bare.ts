// A bare Fastify route with the service's own authentication and limiter: what a read costs at the least.
import type { FastifyInstance } from 'fastify';
import { loadConfig } from '../../service/src/config/load.ts';
import { createBase } from '../../service/src/http/base.ts';
import { openLog } from '../../service/src/logging/log.ts';
import { Memory } from '../../service/src/memories/schemas.ts';
import auth from '../../service/src/plugins/auth.ts';
import events from '../../service/src/plugins/events.ts';
import keys from '../../service/src/plugins/keys.ts';
import limits from '../../service/src/plugins/limits.ts';
import live from '../../service/src/plugins/live.ts';
import metrics from '../../service/src/plugins/metrics.ts';
import mysql from '../../service/src/plugins/mysql.ts';
import redis from '../../service/src/plugins/redis.ts';

const config = loadConfig({ env: process.env });
const app: FastifyInstance = createBase(config, openLog(config.logging).log);
for (const plugin of [mysql, redis, events, live, metrics, keys, auth, limits]) await app.register(plugin);
const answer = JSON.parse(process.env.BARE_ANSWER ?? '{}') as Memory;
const schema = { response: { 200: Memory } };
app.get('/bare', { onRequest: [app.requires('read'), app.limit], schema }, async () => answer);
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`port=${(app.server.address() as { port: number }).port};`);
process.once('SIGTERM', () => app.close());
