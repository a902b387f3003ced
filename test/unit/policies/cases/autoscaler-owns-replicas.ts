import { autoscalerOwnsReplicas } from '../../../../policies/rules/autoscaler-owns-replicas.ts';
import { type Cases, deployment, object } from '../check.ts';

const scaler = (spec: object) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'mcp-api' },
      minReplicas: 2,
      maxReplicas: 4,
      ...spec,
    },
  });
const free = deployment(undefined, { replicas: undefined });

export const cases: Cases = {
  policy: autoscalerOwnsReplicas,

  bad: {
    'a number beside it': {
      of: [deployment(), scaler({})],
      says: ['Deployment mcp-api has spec.replicas 2'],
    },
    'one pod, and no room': {
      of: [free, scaler({ minReplicas: undefined, maxReplicas: 1 })],
      says: ['minReplicas 1 is below 2', 'maxReplicas 1 is not above minReplicas 1'],
    },
  },
  good: {
    'no number': [free, scaler({})],
    'no autoscaler': [deployment()],
    'a number that the autoscaler wrote': [
      { ...free, props: { __inputs: free.props, spec: { replicas: 4 } } },
      scaler({}),
    ],
  },
};
