import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policies } from '../../../policies/all.ts';
import { usualLevel } from '../../../stacks/policies.ts';
import { DIGEST, declared, type Recorded } from '../infra/mocks.ts';
import { violations } from './check.ts';

const seen = ({ inputs, ignored, ...resource }: Recorded) => ({
  ...resource,
  props: inputs,
  ignoreChanges: ignored,
});

for (const stack of ['development', 'staging', 'production']) {
  test(`what ${stack} declares passes every policy that is not disabled there`, async () => {
    const overrides = stack === 'development' ? {} : { api: { image: { digest: DIGEST } } };
    const { resources, settings } = await declared(stack, overrides);
    const found: string[] = [];
    for (const policy of policies) {
      const level = settings.policies[policy.name]?.level ?? usualLevel(policy.name, stack);
      if (level !== 'mandatory') continue;
      const subjects =
        'validateStack' in policy ? [resources.map(seen)] : resources.map((resource) => [seen(resource)]);
      for (const subject of subjects)
        found.push(
          ...(await violations(policy, subject)).map(
            (fault) => `${policy.name} ${subject[0]?.name}: ${fault}`,
          ),
        );
    }
    assert.deepEqual(found, []);
  });
}
