import { join } from 'node:path';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { outboxStats } from '../../service/src/outbox/stats.ts';
import { databaseOptions } from '../../service/src/stores/mysql.ts';
import { VERSION } from '../../service/src/version.ts';
import { startProgram } from '../bench/child.ts';
import { exchange } from '../bench/http.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { eventually } from '../service/support/http.ts';
import { createKey } from '../service/support/keys.ts';
import { writeConfig } from '../service/support/process.ts';
import { testConfig } from '../service/support/service.ts';
import type { StartPeer } from './peer.ts';

const SETTLED_MS = 120_000;

interface Found {
  results: { memory: { tags: string[] } }[];
}

/** This project's service over REST: one process on MySQL, Redis and Milvus, keys and limits on. */
export const startOurs: StartPeer = async (scope) => {
  const config = await testConfig(scope, { api: { rate_limit: 10_000_000 } });
  const mysql = createMysqlPool(databaseOptions(config.database));
  scope.after(() => mysql.end());
  const key = await createKey({ app: { mysql } });
  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const server = { ...config.server, http_port: http, ws_port: ws, metrics_port: metrics };
  await startProgram(
    scope,
    join(import.meta.dirname, '../../service/src/server.ts'),
    { CONFIG_FILE: writeConfig(scope, { ...config, server, logging: { ...config.logging, level: 'info' } }) },
    /"listening"/,
  );
  const url = `http://127.0.0.1:${http}/api/v1/projects/peers/memories`;
  return {
    name: `mcp-system ${VERSION}`,
    how: 'REST, one process, MySQL + Redis + Milvus',
    store: async (item) => {
      await exchange(url, { key, body: { content: item.text, tags: [item.key] } });
    },
    settled: async () => {
      await eventually(async () => ((await outboxStats(mysql)).pending === 0 ? true : undefined), SETTLED_MS);
    },
    search: async (query, limit) => {
      const { results }: Found = await exchange(`${url}/search`, { key, body: { query, limit } });
      return results.flatMap(({ memory }) => memory.tags);
    },
  };
};
