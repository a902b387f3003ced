import { referencesResolve } from '../../../../policies/rules/references-resolve.ts';
import { type Cases, deployment, object, SELECTOR } from '../check.ts';

const service = (spec: object) =>
  object('core/v1', 'Service', {
    spec: {
      selector: SELECTOR.matchLabels,
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      ...spec,
    },
  });
const ingress = (name: string, port: object) =>
  object('networking.k8s.io/v1', 'Ingress', {
    spec: { rules: [{ http: { paths: [{ backend: { service: { name, port } } }] } }] },
  });
const stranger = { matchLabels: { 'app.kubernetes.io/name': 'stranger' } };

export const cases: Cases = {
  policy: referencesResolve,

  bad: {
    'a Service of nobody': {
      of: [deployment(), service({ selector: stranger.matchLabels })],
      says: ['Service mcp-api selects no pods'],
    },
    'a port that nobody opens': {
      of: [deployment(), service({ ports: [{ port: 80, targetPort: 'web' }] })],
      says: ['Service mcp-api: its pods have no port web'],
    },
    'an Ingress to nowhere': {
      of: [deployment(), service({}), ingress('api', { name: 'http' }), ingress('mcp-api', { number: 81 })],
      says: [
        'Ingress mcp-api: no Service api with port http',
        'Ingress mcp-api: no Service mcp-api with port 81',
      ],
    },
    'guards of nobody': {
      of: [
        deployment(),
        object('policy/v1', 'PodDisruptionBudget', { spec: { selector: stranger } }),
        object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: stranger } }),
        object('autoscaling/v2', 'HorizontalPodAutoscaler', {
          spec: { scaleTargetRef: { kind: 'Deployment', name: 'api' } },
        }),
      ],
      says: [
        'PodDisruptionBudget mcp-api selects no pods',
        'NetworkPolicy mcp-api selects no pods',
        'HorizontalPodAutoscaler mcp-api scales Deployment api, which is not there',
      ],
    },
    'a peer that no pod is': {
      of: [
        deployment(),
        object('networking.k8s.io/v1', 'NetworkPolicy', {
          spec: {
            podSelector: SELECTOR,
            ingress: [{ from: [{ podSelector: stranger }] }],
            egress: [{ to: [{ podSelector: stranger, namespaceSelector: {} }] }],
          },
        }),
      ],
      says: ['NetworkPolicy mcp-api names a peer that no pod is: {"app.kubernetes.io/name":"stranger"}'],
    },
    'monitors of nobody': {
      of: [
        deployment(),
        object('monitoring.coreos.com/v1', 'PodMonitor', { spec: { selector: stranger } }),
        object('monitoring.coreos.com/v1', 'PodMonitor', {
          spec: { selector: SELECTOR, podMetricsEndpoints: [{ port: 'metrics' }] },
        }),
      ],
      says: ['PodMonitor mcp-api selects no pods', 'PodMonitor mcp-api: its pods have no port metrics'],
    },
  },
  good: {
    'all of them': [
      deployment(),
      service({}),
      service({ selector: undefined }),
      ingress('mcp-api', { name: 'http' }),
      ingress('mcp-api', { number: 80 }),
      object('policy/v1', 'PodDisruptionBudget', { spec: { selector: SELECTOR } }),
      object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }),
      object('networking.k8s.io/v1', 'NetworkPolicy', {
        spec: { podSelector: {}, egress: [{ to: [{ podSelector: SELECTOR }] }] },
      }),
      object('monitoring.coreos.com/v1', 'PodMonitor', {
        spec: { selector: SELECTOR, podMetricsEndpoints: [{ port: 'http' }] },
      }),
      object('autoscaling/v2', 'HorizontalPodAutoscaler', {
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'mcp-api' } },
      }),
    ],
  },
};
