import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asDeployed, type StackState, stateOf, statesFolder, stateText } from '../../upgrade/kept-state.ts';

const inputs = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
const outputs = { ...inputs, __inputs: inputs, __fieldManager: 'me', __initialApiVersion: 'v1' };
const type = 'kubernetes:core/v1:ConfigMap';
const rendered: StackState = {
  version: 3,
  deployment: {
    manifest: { time: 'now' },
    secrets_providers: { state: { salt: 'v1:salt' } },
    resources: [
      {
        urn: 'provider',
        type: 'pulumi:providers:kubernetes',
        inputs: { renderYamlToDirectory: '/somewhere', version: '4' },
        outputs: { renderYamlToDirectory: '/somewhere' },
      },
      { urn: 'a', type, inputs, outputs },
      { urn: 'b', type, inputs, outputs: { ...outputs, status: 'more than was given' } },
    ],
  },
};

test('a kept state comes back as it was, less times and places', () => {
  const state = asDeployed(rendered, 'blue');
  const text = stateText(state);
  assert.deepEqual(stateOf(text), state);
  assert.equal(text.split('__inputs').length - 1, 1, 'what only repeats inputs is left out');
  assert.deepEqual(state.deployment.resources[0]?.inputs, { version: '4', context: 'blue' });
  assert.equal(state.deployment.manifest, undefined);
});

test('kept states hold no secret in plain, and no path of the machine they were made on', () => {
  const files = globSync('*/*.jsonl', { cwd: statesFolder });
  assert.ok(files.length >= 2);
  for (const file of files) {
    const text = readFileSync(join(statesFolder, file), 'utf8');
    assert.doesNotMatch(text, /"plaintext"|PRIVATE KEY|sourcePosition|renderYamlToDirectory/, file);
    for (const { type, outputs } of stateOf(text).deployment.resources) {
      if (type.endsWith(':RandomPassword'))
        assert.ok((outputs?.result as { ciphertext?: string } | undefined)?.ciphertext, file);
    }
  }
});
