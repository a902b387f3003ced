import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../../stacks/merge.ts';
import { all, DIGEST, declared } from './mocks.ts';

const autoscaler = async (hpa: object = {}, overrides: Record<string, unknown> = {}) => {
  const settings = merge({ api: { image: { digest: DIGEST }, hpa } }, overrides);
  const [found, ...others] = all(
    (await declared('production', settings)).resources,
    'HorizontalPodAutoscaler',
  );
  assert.deepEqual(others, []);
  return found?.inputs.spec;
};

const cpu = (averageUtilization: number) => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

test('CPU alone decides where no other figure is named', async () => {
  assert.deepEqual((await autoscaler()).metrics, [cpu(70)]);
});

test('a figure of the pods decides beside CPU', async () => {
  const customMetric = { name: 'http_requests_in_flight', averageValue: 10 };
  assert.deepEqual((await autoscaler({ customMetric })).metrics, [
    cpu(70),
    {
      type: 'Pods',
      pods: {
        metric: { name: 'http_requests_in_flight' },
        target: { type: 'AverageValue', averageValue: '10' },
      },
    },
  ]);
});

test('a fraction is told as Kubernetes spells it', async () => {
  const averageValue = async (value: number) =>
    (await autoscaler({ customMetric: { name: 'x', averageValue: value } })).metrics[1].pods.target
      .averageValue;
  assert.equal(await averageValue(2.5), '2500m');
  assert.equal(await averageValue(0.001), '1m');
  assert.equal(await averageValue(1_000_000_000), '1000000000');
});

test('a smaller share of a small cluster changes the percentage of CPU, and not what a pod has in hand', async () => {
  const customMetric = { name: 'http_requests_in_flight', averageValue: 10 };
  const { metrics } = await autoscaler({ customMetric }, { cluster: { scale: 0.1 } });
  assert.deepEqual(metrics[0], cpu(700));
  assert.equal(metrics[1].pods.target.averageValue, '10');
});

test('pods come at once and many together, and leave late and one by one', async () => {
  const { behavior } = await autoscaler();
  assert.equal(behavior.scaleUp.stabilizationWindowSeconds, 0);
  assert.equal(behavior.scaleUp.selectPolicy, 'Max');
  assert.deepEqual(behavior.scaleUp.policies, [
    { type: 'Percent', value: 100, periodSeconds: 15 },
    { type: 'Pods', value: 4, periodSeconds: 15 },
  ]);
  assert.deepEqual(behavior.scaleDown, {
    stabilizationWindowSeconds: 300,
    policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
  });
});

test('without autoscaling there is none', async () => {
  assert.equal(await autoscaler({ enabled: false }), undefined);
});
