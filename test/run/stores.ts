import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { images } from '../../stacks/profiles/images.ts';
import { ensureCluster } from '../cluster/ensure.ts';
import { kubectlInside } from '../cluster/node/control-plane.ts';
import { stopDaemon } from '../cluster/node/daemon.ts';
import { startForward } from '../cluster/node/forwards.ts';
import { freePorts } from '../cluster/node/ports.ts';
import { step } from '../cluster/progress.ts';
import { ensureStoreImages } from '../cluster/store-images.ts';

const NAMESPACE = 'mcp-test-stores';
const FORWARD = 'forward-test-stores';
const ports = { mysql: 3306, redis: 6379, milvus: 19530, embeddings: 8080 } as const;
type Store = keyof typeof ports;
const stores = Object.keys(ports) as Store[];

/**
 * Runs `work` with real MySQL, Redis, Milvus and embeddings on the one-node cluster; nothing of them stays.
 * @param work gets the environment that tells the tests their addresses
 */
export async function withStores<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  await ensureCluster();
  const registry = await ensureStoreImages();
  await removeStores();
  try {
    await step('start MySQL, Redis, Milvus and embeddings for the tests', 20, () => startStores(registry));
    return await work(await reachStores());
  } finally {
    await removeStores();
  }
}

async function startStores(registry: string): Promise<void> {
  const tag = (path: string) => path.split(':')[1] ?? '';
  const manifest = (await readFile(join(projectFolder, 'test/service/stores.yaml'), 'utf8'))
    .replaceAll('REGISTRY', registry)
    .replace('MYSQL_TAG', tag(images.mysql))
    .replace('REDIS_TAG', tag(images.redis))
    .replace('MILVUS_TAG', tag(images.milvus));
  await kubectlInside(['apply', '-f', '-'], manifest);
  await kubectlInside(['wait', '--for=condition=Ready', 'pod', '--all', '-n', NAMESPACE, '--timeout=110s']);
}

/** Leads free loopback ports to the stores. */
async function reachStores(): Promise<NodeJS.ProcessEnv> {
  const free = await freePorts(stores.length);
  const local = Object.fromEntries(stores.map((name, at) => [name, free[at]])) as Record<Store, number>;
  const pairs = await Promise.all(
    stores.map(async (name) => {
      const { stdout: address } = await kubectlInside([
        'get',
        'pod',
        name,
        '-n',
        NAMESPACE,
        '-o',
        'jsonpath={.status.podIP}',
      ]);
      return { port: local[name], target: `${address}:${ports[name]}` };
    }),
  );
  await startForward(FORWARD, pairs);
  return {
    TEST_DATABASE_URL: `mysql://mcp:mcp@127.0.0.1:${local.mysql}/mcp_db`,
    TEST_REDIS_URL: `redis://127.0.0.1:${local.redis}/0`,
    TEST_MILVUS_ADDRESS: `127.0.0.1:${local.milvus}`,
    TEST_MILVUS_TOKEN: 'root:Milvus',
    TEST_EMBEDDINGS_URL: `http://127.0.0.1:${local.embeddings}/v1`,
  };
}

async function removeStores(): Promise<void> {
  await stopDaemon(FORWARD);
  await kubectlInside([
    'delete',
    'namespace',
    NAMESPACE,
    '--ignore-not-found',
    '--grace-period=1',
    '--wait',
    '--timeout=90s',
  ]);
}
