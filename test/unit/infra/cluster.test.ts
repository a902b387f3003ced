import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared, find } from './mocks.ts';

const provider = async (...args: Parameters<typeof declared>) =>
  find((await declared(...args)).resources, 'kubernetes', 'cluster').inputs;

test('the provider is bound to the named context, and no path of this machine is recorded', async () => {
  process.env.KUBECONFIG = '/home/somebody/kubeconfig';
  const inputs = await provider('development', { cluster: { context: 'eu-west' } });
  assert.equal(inputs.context, 'eu-west');
  assert.equal('kubeconfig' in inputs, false);
});

test('without a context it reaches nothing, not even the current one', async () => {
  const inputs = await provider('production');
  assert.equal('context' in inputs, false);
  assert.deepEqual(JSON.parse(inputs.kubeconfig).clusters, []);
});
