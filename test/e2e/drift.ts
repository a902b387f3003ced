import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration, deploy } from './support/deploy.ts';
import { kubectl } from './support/pods.ts';

/** What somebody does to the running stack without Pulumi. @returns how that is told */
async function meddle(): Promise<string[]> {
  const { stdout } = await kubectl(['get', 'networkpolicies', '-o', 'jsonpath={.items[0].metadata.name}']);
  await kubectl(['delete', 'networkpolicy', stdout]);
  await kubectl(['label', '--overwrite', 'service/mcp-api', 'app.kubernetes.io/version=meddled']);
  return [`NetworkPolicy/${stdout} gone`, 'Service/mcp-api changed'];
}

async function driftOf(): Promise<{ code: number; found: string[] }> {
  const { code, stdout } = await deploy('drift', ['--json'], configuration, [2]);
  const { resources } = JSON.parse(stdout) as { resources: { resource: string; drift: string }[] };
  return { code, found: resources.map(({ resource, drift }) => `${resource} ${drift}`) };
}

/** Drift of the deployed stack. @param ports arguments of `up` */
export function testDrift(ports: () => string[]): void {
  test('what was changed without Pulumi is told, and brought back by a look at the cluster', async () => {
    const meddled = await meddle();
    const before = await driftOf();
    assert.equal(before.code, 2);
    for (const change of meddled) assert.ok(before.found.includes(change), before.found.join(', '));
    await deploy('up', [...ports(), '--refresh']);
    const after = await driftOf();
    for (const change of meddled) assert.ok(!after.found.includes(change), after.found.join(', '));
  });
}
