import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOGUES } from '../../../policies/catalogue.ts';
import type { Cases } from './check.ts';

for (const { tool, checks } of CATALOGUES) {
  test(`what ${tool} checks is refused by a policy, or has a reason`, async () => {
    const faults: string[] = [];
    for (const [check, answer] of Object.entries(checks)) {
      if ('reason' in answer) continue;
      const [policy, title] = answer;
      const { cases } = (await import(`./cases/${policy}.ts`)) as { cases: Cases };
      if (!cases.bad[title]) faults.push(`${check}: ${policy} has no case "${title}"`);
    }
    assert.deepEqual(faults, []);
  });
}
