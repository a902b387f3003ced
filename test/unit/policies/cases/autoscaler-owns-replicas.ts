import { autoscalerOwnsReplicas } from '../../../../policies/rules/autoscaler-owns-replicas.ts';
import { type Cases, goodSpec, object } from '../check.ts';

// The policy remembers what it has seen, as in one run: every case has names of its own.
const scaler = (name: string, spec: object = {}) =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    { spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 4, ...spec } },
    name,
  );
const target = (name: string, replicas?: number) =>
  object('apps/v1', 'Deployment', { spec: { ...goodSpec(), replicas } }, name);

export const cases: Cases = {
  policy: autoscalerOwnsReplicas,
  bad: {
    'a number beside it': {
      of: [target('a', 2), scaler('a')],
      says: ['mcp-test Deployment a has an autoscaler and spec.replicas 2'],
    },
    'a number that comes later': {
      of: [scaler('b'), target('b', 3)],
      says: ['mcp-test Deployment b has an autoscaler and spec.replicas 3'],
    },
    'one pod, and no room': {
      of: [target('c'), scaler('c', { minReplicas: undefined, maxReplicas: 1 })],
      says: ['minReplicas 1 is below 2', 'maxReplicas 1 is not above minReplicas 1'],
    },
  },
  good: {
    'no number': [target('d'), scaler('d')],
    'no autoscaler': [target('e', 2)],
    "another one's autoscaler": [target('f', 2), scaler('g')],
  },
};
