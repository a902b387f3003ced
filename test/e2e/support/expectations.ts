import assert from 'node:assert/strict';
import { loadSettings } from '../../../stacks/load.ts';
import { POLICY_NAMES, usualLevel } from '../../../stacks/policies.ts';
import type { OwnStack } from './own-stack.ts';

/** Fails where one policy of a stack would only warn. */
export function everyPolicyIsMandatory({ name: stack, settings }: OwnStack): void {
  const { policies, environment } = loadSettings(stack, settings);
  for (const name of POLICY_NAMES)
    assert.equal(policies[name]?.level ?? usualLevel(name, environment), 'mandatory', `${stack} ${name}`);
}

/** Fails unless a stack has just these pods, each ready, never restarted, its image named by digest. */
export async function everyPodIsReady(stack: OwnStack, expected: Record<string, number>): Promise<void> {
  const pods = await stack.pods();
  const counts: Record<string, number> = {};
  for (const { metadata, spec, status } of pods) {
    const component = metadata.labels['app.kubernetes.io/name'] ?? '';
    counts[component] = (counts[component] ?? 0) + 1;
    assert.match(spec.containers[0]?.image ?? '', /@sha256:[0-9a-f]{64}$/, metadata.name);
    assert.deepEqual(
      status.containerStatuses?.map(({ ready, restartCount }) => ({ ready, restartCount })),
      [{ ready: true, restartCount: 0 }],
      metadata.name,
    );
  }
  assert.deepEqual(counts, expected);
}
