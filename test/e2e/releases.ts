import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { memories } from '../fixtures/memories.ts';
import { eventually } from '../service/support/http.ts';
import type { Api } from './outages.ts';
import { configuration, deploy, STACK, status } from './support/deploy.ts';
import { kubectl, podIds } from './support/pods.ts';
import { Repository } from './support/repository.ts';

const CONFIGURATION = 'test/e2e/Pulumi.e2e.yaml';
/** Growing a volume is the work of whoever provides it. */
const GROWING_MS = 120_000;

/** What somebody did to the running stack without Pulumi. */
async function meddle(): Promise<void> {
  const { stdout } = await kubectl(['get', 'networkpolicies', '-o', 'jsonpath={.items[0].metadata.name}']);
  await kubectl(['delete', 'networkpolicy', stdout]);
  await kubectl(['label', '--overwrite', 'service/mcp-api', 'app.kubernetes.io/version=meddled']);
}

async function driftOf(): Promise<{ code: number; found: string[] }> {
  const { code, stdout } = await deploy('drift', ['--json'], configuration, [2]);
  const { resources } = JSON.parse(stdout) as { resources: { resource: string; drift: string }[] };
  return { code, found: resources.map(({ resource, drift }) => `${resource} ${drift}`) };
}

async function volume() {
  const claim = JSON.parse(
    (await kubectl(['get', 'persistentvolumeclaim', 'mysql-data', '-o', 'json'])).stdout,
  );
  return { uid: claim.metadata.uid as string, size: claim.status.capacity.storage as string };
}

async function serviceConfig(): Promise<string> {
  return (await kubectl(['get', 'configmap', 'mcp-config', '-o', 'jsonpath={.data.config\\.yaml}'])).stdout;
}

/** Releases, drift and rollback of the deployed stack. @param ports arguments of `up` */
export function testReleases(api: Api, ports: () => string[]): void {
  let repository: Repository;
  const fromRepository = (command: string, ...more: string[]) => {
    const file = join(repository.folder, CONFIGURATION);
    return repository.deploy([command, STACK, '--config-file', file, ...ports(), ...more]);
  };
  const stored = async () => (await api('/projects/atlas/memories?limit=1')).status;

  test('what was changed without Pulumi is told, and brought back by a look at the cluster', async (t) => {
    repository = await Repository.ofWorkingTree();
    t.diagnostic(`release ${await repository.commit()}`);
    await meddle();
    const before = await driftOf();
    assert.equal(before.code, 2);
    assert.equal(before.found.length, 2, before.found.join(', '));
    assert.match(before.found[0] as string, /^NetworkPolicy\/\S+ gone$/);
    assert.equal(before.found[1], 'Service/mcp-api changed');
    await fromRepository('up', '--refresh');
    assert.deepEqual(await driftOf(), { code: 0, found: [] });
  });

  test('a volume grows with its data in it, and the earlier release comes back without taking either away', async (t) => {
    t.after(() => repository.remove());
    const earlier = { image: (await status()).imageDigest, volume: await volume(), pods: await podIds() };
    await repository.set(CONFIGURATION, 'api.rateLimit', 77_777);
    await repository.set(CONFIGURATION, 'mysql.volume.size', '3Gi');
    await repository.change('service/package.json', '"version": "3.0.0"', '"version": "3.0.1"');
    await repository.commit();
    await fromRepository('up');
    assert.notEqual((await status()).imageDigest, earlier.image);
    assert.match(await serviceConfig(), /77777/);
    const grown = await eventually(async () => {
      const now = await volume();
      return now.size === '3Gi' ? now : undefined;
    }, GROWING_MS);
    assert.equal(grown.uid, earlier.volume.uid);
    assert.equal((await podIds()).mysql, earlier.pods.mysql, 'MySQL was not restarted');
    assert.equal(await stored(), 200);

    await fromRepository('rollback');
    const now = await status();
    assert.equal(now.healthy, true);
    assert.equal(now.imageDigest, earlier.image);
    assert.match(await serviceConfig(), /100000/);
    assert.deepEqual(await volume(), grown, 'a volume does not shrink');
    assert.equal((await podIds()).mysql, earlier.pods.mysql);
    const { body } = await api('/projects/atlas/memories/search', { query: memories[0], limit: 1 });
    assert.ok(JSON.stringify(body).includes(JSON.stringify(memories[0])));
  });
}
