import { disruptionBudget } from '../../../../policies/rules/disruption-budget.ts';
import { type Cases, deployment, object, SELECTOR } from '../check.ts';

const budget = (spec: object) =>
  object('policy/v1', 'PodDisruptionBudget', { spec: { selector: SELECTOR, ...spec } });
const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', {
  spec: { scaleTargetRef: { kind: 'Deployment', name: 'mcp-api' }, minReplicas: 3, maxReplicas: 10 },
});
const single = deployment(undefined, { replicas: 1 });

export const cases: Cases = {
  policy: disruptionBudget,

  bad: {
    none: { of: [deployment()], says: ['Deployment mcp-api has 0 PodDisruptionBudgets for 2 pods'] },
    'none for what an autoscaler grows': {
      of: [deployment(undefined, { replicas: undefined }), scaler],
      says: ['Deployment mcp-api has 0 PodDisruptionBudgets for 3 pods'],
    },
    'one that lets no pod go': {
      of: [deployment(), budget({ minAvailable: 2 })],
      says: ['mcp-api: minAvailable 2 of 2 lets no pod of Deployment mcp-api go'],
    },
    'one that lets all go': {
      of: [deployment(), budget({ maxUnavailable: 2 })],
      says: ['mcp-api: maxUnavailable 2 takes all pods of Deployment mcp-api'],
    },
  },
  good: {
    one: [deployment(), budget({ maxUnavailable: 1 })],
    'a single pod': [single],
  },
};
