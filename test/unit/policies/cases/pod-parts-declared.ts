import { podPartsDeclared } from '../../../../policies/rules/pod-parts-declared.ts';
import { type Cases, cronJob, deployment, goodPod, object, statefulSet } from '../check.ts';

const account = object('core/v1', 'ServiceAccount', {});
const service = object('core/v1', 'Service', { spec: {} });
const volumes = [
  {
    name: 'config',
    projected: {
      sources: [
        { configMap: { name: 'mcp-config' } },
        { secret: { name: 's' } },
        { configMap: { name: 'authority', items: [{ key: 'ca.pem', path: 'ca.crt' }] } },
      ],
    },
  },
  { name: 'files', configMap: { name: 'mcp-files' } },
  { name: 'data', persistentVolumeClaim: { claimName: 'mcp-data' } },
];
const named = (kind: string, name: string) =>
  object('core/v1', kind, { metadata: { name, namespace: 'mcp-test' } });

export const cases: Cases = {
  policy: podPartsDeclared,

  bad: {
    'an account that nobody makes': {
      of: [cronJob(), named('ServiceAccount', 'api')],
      says: ['CronJob mcp-api: no ServiceAccount mcp-api is declared'],
    },
    'volumes that nobody makes': {
      of: [deployment(goodPod({}, { volumes })), account],
      says: [
        'Deployment mcp-api: no ConfigMap mcp-config is declared',
        'Deployment mcp-api: no ConfigMap mcp-files is declared',
        'Deployment mcp-api: no PersistentVolumeClaim mcp-data is declared',
      ],
    },
    'a Service that nobody makes': {
      of: [statefulSet(), account],
      says: ['StatefulSet mcp-api: no Service mcp-api is declared'],
    },
  },
  good: {
    'all of them': [
      statefulSet(goodPod({}, { volumes })),
      account,
      service,
      named('ConfigMap', 'mcp-config'),
      named('ConfigMap', 'mcp-files'),
      named('PersistentVolumeClaim', 'mcp-data'),
    ],
  },
};
