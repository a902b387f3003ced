import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { load } from 'js-yaml';
import { ensureCluster } from '../cluster/ensure.ts';
import { kubeconfigFile } from '../cluster/paths.ts';
import { run } from '../cluster/run.ts';
import { operatorDefinitions } from './support/operator-definitions.ts';
import { OwnStack } from './support/own-stack.ts';

const GROUPS = ['monitoring.coreos.com', 'external-secrets.io'];

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
  // biome-ignore lint/suspicious/noExplicitAny: every kind has a spec of its own
  spec: any;
}

const stack = new OwnStack('e2e-operator');
let definitions = '';

const kubectl = (args: string[], input: string) =>
  run('kubectl', ['--kubeconfig', kubeconfigFile, ...args, '--filename', '-'], { input });

/** What the API server says to an object, which it does not keep. */
const judge = (manifest: Manifest) =>
  kubectl(['apply', '--dry-run=server', '--validate=strict'], JSON.stringify(manifest));

before(async () => {
  await ensureCluster();
  await stack.configure({});
  definitions = await operatorDefinitions();
  // Too long for the annotation that an apply by the client leaves.
  await kubectl(['apply', '--server-side'], definitions);
  await kubectl(['wait', '--for=condition=Established', '--timeout=120s'], definitions);
});

after(async () => {
  if (definitions) await kubectl(['delete', '--ignore-not-found'], definitions);
});

test("the operators' definitions on a cluster accept what the program declares, and nothing beside it", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'mcp-operator-')), 'manifests');
  await stack.deploy('render', ['--out', folder]);
  const files = globSync(`${folder}/**/*.yaml`);
  const all = await Promise.all(files.map(async (file) => load(await readFile(file, 'utf8')) as Manifest));
  const own = all.filter(({ apiVersion }) => GROUPS.includes(apiVersion.split('/')[0] ?? ''));
  assert.deepEqual(own.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(), [
    'AlertmanagerConfig mcp-receivers',
    ...['accounts', 'migration', 'mysql', 'mysql-backup', 'mysql-exporter'].map(
      (of) => `ExternalSecret mcp-${of}`,
    ),
    ...['redis-cache', 'redis-exporter', 'redis-state', 'secrets'].map((of) => `ExternalSecret mcp-${of}`),
    'PodMonitor mcp-api',
    'PodMonitor milvus',
    'PodMonitor mysql-exporter',
    'PodMonitor redis-exporter',
    'PrometheusRule mcp-rules',
  ]);
  for (const manifest of own) {
    // Nothing is made, so there is no namespace of the stack.
    manifest.metadata.namespace = 'default';
    await judge(manifest);
    await assert.rejects(judge({ ...manifest, spec: { ...manifest.spec, misspelt: 1 } }), /misspelt/);
  }
});
