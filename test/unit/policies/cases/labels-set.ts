import { labelsSet } from '../../../../policies/rules/labels-set.ts';
import { type Cases, deployment, goodPod, LABELS, object } from '../check.ts';

const { 'app.kubernetes.io/name': _, ...nameless } = LABELS;

export const cases: Cases = {
  policy: labelsSet,

  bad: {
    'an object without': {
      of: object('core/v1', 'ConfigMap', { metadata: { labels: nameless } }),
      says: ['label app.kubernetes.io/name is missing'],
    },
    'a value that Kubernetes refuses': {
      of: object('core/v1', 'ConfigMap', {
        metadata: { labels: { ...LABELS, 'app.kubernetes.io/version': 'v1 (final)' } },
      }),
      says: ['label app.kubernetes.io/version: v1 (final) is no value of a label'],
    },
    'pods without, which their selector does not find': {
      of: deployment(undefined, { template: { metadata: { labels: nameless }, spec: goodPod() } }),
      says: [
        'label app.kubernetes.io/name is missing on the pods',
        "the selector's app.kubernetes.io/name=mcp-api is not on the pods",
      ],
    },
  },
  good: { 'all of them': deployment(), 'a password': { type: 'random:index/randomPassword:RandomPassword' } },
};
