import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, millicores } from '../../../stacks/quantities.ts';
import { all, DIGEST, declared, type Recorded } from './mocks.ts';

/** The scale that docs/OPERATIONS.md names for two cores. */
const SCALE = 0.1;
/** What the cluster's own pods leave of two cores, and the memory that the smallest machine has to have. */
const CORES = 1.9;
const MEMORY = 6 * 2 ** 30;

/** Pods of a workload at the worst moment: all that its autoscaler may add, and the one of a rolling update. */
function mostPods(resources: Recorded[], { name, type, inputs }: Recorded): number {
  const scaler = all(resources, 'HorizontalPodAutoscaler').find((found) => found.name === name);
  const usual = scaler?.inputs.spec.maxReplicas ?? inputs.spec.replicas ?? 1;
  return type.endsWith(':Deployment') ? usual + 1 : usual;
}

for (const stack of ['staging', 'production'] as const)
  test(`${stack} fits onto two cores by its scale alone, with every pod that it may ever have`, async () => {
    const overrides = { cluster: { scale: SCALE }, api: { image: { digest: DIGEST } } };
    const { resources } = await declared(stack, overrides);
    const used = { cpu: 0, memory: 0 };
    for (const workload of ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) => all(resources, kind))) {
      const pods = mostPods(resources, workload);
      for (const { resources: container } of workload.inputs.spec.template.spec.containers) {
        used.cpu += pods * millicores(container.requests.cpu);
        used.memory += pods * bytes(container.requests.memory);
      }
    }
    assert.ok(used.cpu <= CORES * 1000, `${used.cpu} millicores`);
    assert.ok(used.memory <= MEMORY, `${used.memory} bytes`);
  });
