import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../cluster/node/ports.ts';
import { freshVectors } from '../service/support/core.ts';
import { eventually } from '../service/support/http.ts';
import type { Scope } from '../service/support/scope.ts';
import { addresses, emptyDatabase, freshRedis } from '../service/support/stores.ts';
import { type Docker, IMAGE } from './build.ts';

/** What the service does not need is taken away, as a careful operator would. */
const HARDENED = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];
/** The image's own check, asked more often than a server would need. */
const IMPATIENT = ['--health-interval=500ms', '--health-retries=2'];
const HEALTH_MS = 60_000;

export const KEY = `sk-image.${'a1'.repeat(32)}`;

export interface Container {
  /** Port of the loopback. */
  http: number;
  inspect(format: string): Promise<string>;
  /** Waits until the image's HEALTHCHECK says so. @throws the container's output when it has ended */
  becomes(health: 'healthy' | 'unhealthy'): Promise<void>;
  /** Ends it with SIGTERM, as `docker stop` does. */
  stop(): Promise<void>;
}

export interface ContainerOptions {
  /** host:port of Redis, when a test stands in between. */
  redis?: string;
  /** Further sections of the configuration. */
  config?: Record<string, unknown>;
  /** Files to mount at /config, by name. */
  files?: Record<string, string>;
}

/** The variables of the guide, for stores of this test's own. */
async function variables(scope: Scope, redis: string): Promise<Record<string, string>> {
  const [redisHost = '', redisPort = ''] = redis.split(':');
  const [milvusHost = '', milvusPort = ''] = addresses.milvus().split(':');
  return {
    DATABASE_URL: (await emptyDatabase(scope)).url.replace('mysql:', 'mysql+pymysql:'),
    REDIS_HOST: redisHost,
    REDIS_PORT: redisPort,
    MILVUS_HOST: milvusHost,
    MILVUS_PORT: milvusPort,
    MILVUS_TOKEN: addresses.milvusToken(),
    API_KEY_1: KEY,
    LOG_LEVEL: 'warn',
    CONFIG_FILE: '/config/config.yaml',
  };
}

/** A folder that user 1000 of the container may read. */
function configFolder(scope: Scope, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-image-'));
  scope.after(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Prepares the stores with the image and starts it on free ports of the loopback; all of it goes with the scope. */
export async function startContainer(
  docker: Docker,
  scope: Scope,
  { redis = new URL(addresses.redis()).host, config = {}, files = {} }: ContainerOptions = {},
): Promise<Container> {
  const [http = 0, ws = 0, metrics = 0] = await freePorts(3);
  const settings = {
    server: { host: '127.0.0.1', http_port: http, ws_port: ws, metrics_port: metrics },
    redis: { key_prefix: freshRedis(scope).keyPrefix },
    milvus: { collection_prefix: freshVectors(scope).collectionPrefix },
    ...config,
  };
  const folder = configFolder(scope, { ...files, 'config.yaml': JSON.stringify(settings) });
  const given = Object.entries(await variables(scope, redis));
  const shared = [
    ...['--network=host', `--volume=${folder}:/config:ro`, ...HARDENED],
    ...given.map(([name, value]) => `--env=${name}=${value}`),
    IMAGE,
  ];
  await docker(['run', '--rm', ...shared, 'node', 'ops.js', 'migrate']);
  const id = (await docker(['run', '--detach', ...IMPATIENT, ...shared])).stdout.trim();
  scope.after(() => docker(['rm', '--force', id]));
  const inspect = async (format: string) => (await docker(['inspect', '--format', format, id])).stdout.trim();
  return {
    http,
    inspect,
    becomes: (health) =>
      eventually(async () => {
        const [status, now] = (await inspect('{{.State.Status}} {{.State.Health.Status}}')).split(' ');
        if (status === 'exited') throw new Error((await docker(['logs', id])).stderr);
        return now === health ? true : undefined;
      }, HEALTH_MS).then(() => undefined),
    stop: async () => void (await docker(['stop', '--time', '30', id])),
  };
}
