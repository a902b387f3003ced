import type { types } from '@pulumi/kubernetes';
import type { Settings } from '../../stacks/settings.ts';
import { utilization } from './resources.ts';

type Spec = types.input.autoscaling.v2.HorizontalPodAutoscalerSpec;
type Metric = types.input.autoscaling.v2.MetricSpec;

/** Between two steps up, each to twice as many pods or by `UP_PODS`, whichever is more: load does not wait. */
const UP_SECONDS = 15;
const UP_PODS = 4;
/** Pods leave only after load has stayed low for this long, and then one at a time. */
const STAY_SECONDS = 300;
const DOWN_SECONDS = 60;

/** A number as Kubernetes spells it, which knows thousandths and no more. */
const quantity = (value: number): string =>
  Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;

function metrics({ api: { hpa }, cluster }: Settings): Metric[] {
  const cpu = { type: 'Utilization', averageUtilization: utilization(hpa.cpuPercent, cluster.scale) };
  const { customMetric } = hpa;
  return [
    { type: 'Resource', resource: { name: 'cpu', target: cpu } },
    ...(customMetric
      ? [
          {
            type: 'Pods',
            pods: {
              metric: { name: customMetric.name },
              target: { type: 'AverageValue', averageValue: quantity(customMetric.averageValue) },
            },
          },
        ]
      : []),
  ];
}

/** The spec of the autoscaler of Deployment `name`: as many pods as the metric that asks for most. */
export const autoscalerSpec = (name: string, settings: Settings): Spec => ({
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
  minReplicas: settings.api.hpa.minReplicas,
  maxReplicas: settings.api.hpa.maxReplicas,
  metrics: metrics(settings),
  behavior: {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 100, periodSeconds: UP_SECONDS },
        { type: 'Pods', value: UP_PODS, periodSeconds: UP_SECONDS },
      ],
    },
    scaleDown: {
      stabilizationWindowSeconds: STAY_SECONDS,
      policies: [{ type: 'Pods', value: 1, periodSeconds: DOWN_SECONDS }],
    },
  },
});
