import type { PolicyResource } from '@pulumi/policy';
import type { ResourcePolicy, StackPolicy } from '../../../policies/lib/policy.ts';

/** A resource as a policy gets to see it. */
export interface Subject {
  type: string;
  name?: string;
  props?: object;
  protect?: boolean;
  ignoreChanges?: string[];
}

/** What one policy must refuse and must let pass; a bad one says exactly `says`. */
export interface Cases {
  policy: ResourcePolicy | StackPolicy;
  bad: Record<string, { of: Subject | Subject[]; says: string[] }>;
  good: Record<string, Subject | Subject[]>;
}

const seen = ({ type, name = 'x', props = {}, protect = false, ignoreChanges = [] }: Subject) => ({
  type,
  name,
  props,
  urn: `urn:pulumi:s::p::${type}::${name}`,
  opts: { protect, ignoreChanges },
});

/** What a policy says about a resource, or about a whole stack. */
export async function violations(
  policy: ResourcePolicy | StackPolicy,
  of: Subject | Subject[],
): Promise<string[]> {
  const found: string[] = [];
  const report = (message: string) => found.push(message);
  const resources = [of].flat().map(seen);
  if ('validateStack' in policy) {
    await policy.validateStack({ resources: resources as unknown as PolicyResource[] } as never, report);
    return found;
  }
  for (const validate of [policy.validateResource ?? []].flat())
    for (const resource of resources) await validate(resource as never, report);
  return found;
}

export const LABELS = {
  'app.kubernetes.io/name': 'mcp-api',
  'app.kubernetes.io/instance': 'mcp-test',
  'app.kubernetes.io/component': 'mcp-api',
  'app.kubernetes.io/part-of': 'mcp-system',
  'app.kubernetes.io/managed-by': 'pulumi',
};

export const SELECTOR = { matchLabels: { 'app.kubernetes.io/name': 'mcp-api' } };

/** Any object of that kind: `api` is its group and version. */
export const object = (api: string, kind: string, props: object, name = 'mcp-api'): Subject => ({
  type: `kubernetes:${api}:${kind}`,
  name,
  props: { metadata: { name, namespace: 'mcp-test', labels: LABELS }, ...props },
});

const probe = { httpGet: { path: '/live', port: 'http' } };

/** A container that breaks no policy; each part can be replaced to break one. */
export const goodContainer = (parts: object = {}) => ({
  name: 'api',
  image: `registry.example/mcp-api:v3.0.0@sha256:${'a'.repeat(64)}`,
  ports: [{ name: 'http', containerPort: 8000 }],
  resources: {
    requests: { cpu: '1m', memory: '1Mi', 'ephemeral-storage': '1Mi' },
    limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
  startupProbe: probe,
  readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5, failureThreshold: 2 },
  livenessProbe: { ...probe, periodSeconds: 15, failureThreshold: 4 },
  ...parts,
});

/** A pod that breaks no policy; parts of it and of its container can be replaced. */
export const goodPod = (container: object = {}, parts: object = {}) => ({
  serviceAccountName: 'mcp-api',
  priorityClassName: 'mcp-test-service',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 30,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [goodContainer(container)],
  topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname' }],
  ...parts,
});

/** The spec of a Deployment that breaks no policy. */
export const goodSpec = (pod: object = goodPod()) => ({
  replicas: 2,
  revisionHistoryLimit: 3,
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  selector: SELECTOR,
  template: { metadata: { labels: LABELS }, spec: pod },
});

/** A Deployment of a pod, parts of its spec replaced. */
export const deployment = (pod: object = goodPod(), spec: object = {}): Subject =>
  object('apps/v1', 'Deployment', { spec: { ...goodSpec(pod), ...spec } });

export const statefulSet = (pod: object = goodPod(), spec: object = {}): Subject =>
  object('apps/v1', 'StatefulSet', {
    spec: {
      serviceName: 'mcp-api',
      selector: SELECTOR,
      revisionHistoryLimit: 3,
      replicas: 1,
      ...spec,
      template: { metadata: { labels: LABELS }, spec: pod },
    },
  });

const jobSpec = (pod: object) => ({
  backoffLimit: 3,
  activeDeadlineSeconds: 600,
  template: { metadata: { labels: LABELS }, spec: { restartPolicy: 'Never', ...pod } },
});

export const job = (pod: object = goodPod(), spec: object = {}): Subject =>
  object('batch/v1', 'Job', { spec: { ...jobSpec(pod), ...spec } });

export const cronJob = (pod: object = goodPod(), spec: object = {}): Subject =>
  object('batch/v1', 'CronJob', {
    spec: {
      schedule: '0 3 * * *',
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      startingDeadlineSeconds: 600,
      jobTemplate: { spec: jobSpec(pod) },
      ...spec,
    },
  });
