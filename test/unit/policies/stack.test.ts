import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ResourceValidationPolicy } from '@pulumi/policy';
import { DIGEST, declared } from '../infra/mocks.ts';
import { stackViolations, violations } from './check.ts';

const folder = new URL('../../../policies/', import.meta.url);
const files = readdirSync(new URL('rules/', folder));
const policies = await Promise.all(
  files.map(async (file) => Object.values(await import(new URL(`rules/${file}`, folder).href))[0]),
);

test('every policy of the folder is in the pack, under the name of its file', () => {
  const pack = readFileSync(new URL('pack.ts', folder), 'utf8');
  for (const [index, file] of files.entries()) {
    const { name, enforcementLevel } = policies[index] as ResourceValidationPolicy;
    assert.equal(`${name}.ts`, file);
    assert.equal(enforcementLevel, 'mandatory');
    assert.match(pack, new RegExp(`'\\./rules/${file.replace('.', '\\.')}'`));
  }
});

for (const stack of ['development', 'staging', 'production']) {
  test(`what ${stack} declares passes every policy`, async () => {
    const overrides = stack === 'development' ? {} : { api: { image: { digest: DIGEST } } };
    const { resources } = await declared(stack, overrides);
    for (const policy of policies) {
      if ((policy as object) && 'validateStack' in (policy as object)) {
        const list = resources.map(({ inputs, ...resource }) => ({ ...resource, props: inputs }));
        assert.deepEqual(await stackViolations(policy as never, list), []);
        continue;
      }
      for (const { type, name, inputs } of resources) {
        assert.deepEqual(await violations(policy as never, type, inputs), [], `${type} ${name}`);
      }
    }
  });
}
