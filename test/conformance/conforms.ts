import assert from 'node:assert/strict';
import { expectedFailures, explain, failures, type Target } from './expected.ts';
import { runConformance } from './run.ts';

/** Fails unless exactly those scenarios are not passed that expected.yaml lists for this target. */
export async function assertConforms(target: Target, url: string, revision: string): Promise<void> {
  const expected = expectedFailures(target, revision);
  let outcomes = await runConformance(url, revision);
  if (failures(outcomes, expected).join() !== expected.join()) {
    // Some scenarios give the server half a second, which a busy machine may take.
    outcomes = await runConformance(url, revision);
  }
  assert.deepEqual(failures(outcomes, expected), expected, explain(outcomes));
}
