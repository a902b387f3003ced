import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Plan, reference } from '../../deploy/preview/plan.ts';
import { readPlan } from '../../deploy/preview/read-plan.ts';
import { storeLosses } from '../../deploy/preview/stores.ts';
import { type StackState, stateOf, statesFolder } from './kept-state.ts';
import { throwAway } from './throw-away.ts';

/** What no upgrade may replace or delete: stores, volumes, credentials, and the namespace that holds them. */
const KEPT =
  /^(kubernetes:core\/v1:(PersistentVolume(Claim)?|Secret|Namespace)|kubernetes:apps\/v1:StatefulSet|random:.*)$/;

/** What today's program would do to a stack that an earlier release has left. */
const planFrom = (stack: string, state: StackState): Promise<Plan> =>
  throwAway(stack, { salt: state.deployment.secrets_providers.state.salt }, async (pulumi, folder) => {
    const file = join(folder, 'state.json');
    await writeFile(file, JSON.stringify(state));
    await pulumi.run(['stack', 'import', '--file', file]);
    return readPlan(pulumi);
  });

for (const release of readdirSync(statesFolder)) {
  for (const name of readdirSync(join(statesFolder, release))) {
    const stack = name.replace(/\.jsonl$/, '');

    test(`${stack} of ${release} becomes today's without losing a store, a volume or a credential`, async (t) => {
      const state = stateOf(await readFile(join(statesFolder, release, name), 'utf8'));
      const plan = await planFrom(stack, state);
      assert.deepEqual(plan.errors, []);
      const lost = plan.changes.filter(
        ({ type, operation }) => (operation === 'replace' || operation === 'delete') && KEPT.test(type),
      );
      assert.deepEqual(
        lost.map((change) => `${change.operation} ${reference(change)} ${change.replacedBy.join(' ')}`),
        [],
      );
      assert.deepEqual(storeLosses(plan.changes), []);
      assert.deepEqual(
        plan.violations.filter(({ level }) => level === 'mandatory'),
        [],
      );
      // A plan that had not read the state would make everything anew.
      const known = new Set(state.deployment.resources.map(({ urn }) => urn));
      const anew = plan.changes.filter(({ urn, operation }) => operation === 'create' && known.has(urn));
      assert.deepEqual(anew.map(reference), []);
      for (const { operation, ...change } of plan.changes) t.diagnostic(`${operation} ${reference(change)}`);
    });
  }
}
