import { configRollsPods } from '../../../../policies/rules/config-rolls-pods.ts';
import { type Cases, deployment, goodPod, job, LABELS, statefulSet } from '../check.ts';

const volumes = [
  { name: 'config', projected: { sources: [{ secret: {} }, { configMap: { name: 'mcp-config' } }] } },
];
const says = ['an annotation with the checksum of the mounted ConfigMap is missing'];
const template = (annotations: object) => ({
  template: { metadata: { labels: LABELS, annotations }, spec: goodPod({}, { volumes }) },
});

export const cases: Cases = {
  policy: configRollsPods,

  bad: {
    'a projected one': { of: deployment(goodPod({}, { volumes })), says },
    'a mounted one': {
      of: statefulSet(goodPod({}, { volumes: [{ name: 'config', configMap: { name: 'mcp-mysql' } }] })),
      says,
    },
  },
  good: {
    'with its checksum': deployment(undefined, template({ 'mcp-system/checksum': 'abc' })),
    'a Job, which starts anew': job(goodPod({}, { volumes })),
    'none mounted': deployment(),
  },
};
