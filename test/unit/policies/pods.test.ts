import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceValidationPolicy } from '@pulumi/policy';
import { imagePinned } from '../../../policies/rules/image-pinned.ts';
import { isolatedPods } from '../../../policies/rules/isolated-pods.ts';
import { noPlainSecrets } from '../../../policies/rules/no-plain-secrets.ts';
import { probesSet } from '../../../policies/rules/probes-set.ts';
import { resourcesSet } from '../../../policies/rules/resources-set.ts';
import { restrictedContainers } from '../../../policies/rules/restricted-containers.ts';
import { DEPLOYMENT, deployment, goodPod, violations } from './check.ts';

interface Case {
  policy: ResourceValidationPolicy;
  pod: object;
  says: string[];
}

const secured = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

const bad: Record<string, Case> = {
  'an image without a tag': {
    policy: imagePinned,
    pod: goodPod({ image: 'registry.example:5000/mcp-api' }),
    says: ['container api: image registry.example:5000/mcp-api has neither a digest nor a release tag'],
  },
  'an image at latest': {
    policy: imagePinned,
    pod: goodPod({ image: 'redis:latest' }),
    says: ['container api: image redis:latest has neither a digest nor a release tag'],
  },
  'a container without resources': {
    policy: resourcesSet,
    pod: goodPod({ resources: undefined }),
    says: [
      'container api: resources.requests lacks cpu and memory',
      'container api: resources.limits lacks cpu and memory',
    ],
  },
  'a container without a memory limit': {
    policy: resourcesSet,
    pod: goodPod({ resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1' } } }),
    says: ['container api: resources.limits lacks memory'],
  },
  'a container that may be root': {
    policy: restrictedContainers,
    pod: goodPod({}, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
    says: ['container api: must run as non-root'],
  },
  'a container that is root in spite of its pod': {
    policy: restrictedContainers,
    pod: goodPod({ securityContext: { ...secured, runAsUser: 0 } }),
    says: ['container api: must run as non-root'],
  },
  'a writable root file system': {
    policy: restrictedContainers,
    pod: goodPod({ securityContext: { ...secured, readOnlyRootFilesystem: false } }),
    says: ['container api: must have a read-only root file system'],
  },
  'kept capabilities': {
    policy: restrictedContainers,
    pod: goodPod({ securityContext: { ...secured, capabilities: { drop: ['NET_RAW'] } } }),
    says: ['container api: must drop all capabilities'],
  },
  'an added capability': {
    policy: restrictedContainers,
    pod: goodPod({ securityContext: { ...secured, capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } }),
    says: ['container api: must not add capabilities'],
  },
  'a privileged container': {
    policy: restrictedContainers,
    pod: goodPod({ securityContext: { ...secured, privileged: true } }),
    says: ['container api: must not be privileged'],
  },
  'no seccomp profile': {
    policy: restrictedContainers,
    pod: goodPod({}, { securityContext: { runAsNonRoot: true } }),
    says: ['container api: must use a seccomp profile'],
  },
  'an init container is looked at, too': {
    policy: restrictedContainers,
    pod: goodPod(
      {},
      { initContainers: [{ name: 'init', securityContext: { ...secured, privileged: true } }] },
    ),
    says: ['container init: must not be privileged'],
  },
  'the default service account with its token': {
    policy: isolatedPods,
    pod: goodPod({}, { serviceAccountName: 'default', automountServiceAccountToken: undefined }),
    says: ['the pod needs a service account of its own', 'automountServiceAccountToken must be false'],
  },
  "the node's network and a folder of it": {
    policy: isolatedPods,
    pod: goodPod({}, { hostNetwork: true, volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    says: ['hostNetwork must not be set', 'hostPath volumes are not allowed'],
  },
  'no probes': {
    policy: probesSet,
    pod: goodPod({ readinessProbe: undefined, livenessProbe: undefined }),
    says: ['container api: readinessProbe is missing', 'container api: livenessProbe is missing'],
  },
  'a password in a variable': {
    policy: noPlainSecrets,
    pod: goodPod({ env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'hunter2' }] }),
    says: ['container api: environment variable MYSQL_ROOT_PASSWORD holds a credential'],
  },
  'a URL with a password in a variable': {
    policy: noPlainSecrets,
    pod: goodPod({ env: [{ name: 'DATABASE_URL', value: 'mysql://mcp:hunter2@mysql:3306/mcp_db' }] }),
    says: ['container api: environment variable DATABASE_URL holds a credential'],
  },
};

for (const [name, { policy, pod, says }] of Object.entries(bad)) {
  test(`${policy.name} refuses ${name}`, async () => {
    assert.deepEqual(await violations(policy, DEPLOYMENT, deployment(pod)), says);
  });
}

const all = [imagePinned, isolatedPods, noPlainSecrets, probesSet, resourcesSet, restrictedContainers];

test('a good pod passes every policy, in every kind that runs pods', async () => {
  const kinds: [string, object][] = [
    [DEPLOYMENT, deployment(goodPod())],
    ['kubernetes:apps/v1:StatefulSet', deployment(goodPod())],
    ['kubernetes:batch/v1:Job', deployment(goodPod({ readinessProbe: undefined, livenessProbe: undefined }))],
    ['kubernetes:batch/v1:CronJob', { spec: { jobTemplate: deployment(goodPod()) } }],
    ['kubernetes:core/v1:Pod', { spec: goodPod() }],
  ];
  for (const policy of all) {
    for (const [type, props] of kinds) {
      assert.deepEqual(await violations(policy, type, props as never), [], `${policy.name} ${type}`);
    }
  }
});

test('a bad pod is found in every kind that runs pods', async () => {
  const pod = goodPod({ image: 'redis' });
  for (const [type, props] of [
    ['kubernetes:apps/v1:DaemonSet', deployment(pod)],
    ['kubernetes:batch/v1:CronJob', { spec: { jobTemplate: deployment(pod) } }],
    ['kubernetes:core/v1:Pod', { spec: pod }],
  ] as const) {
    assert.equal((await violations(imagePinned, type, props as never)).length, 1, type);
  }
});

test('places of secrets and references to them are not secrets', async () => {
  const env = [
    { name: 'MYSQL_PASSWORD_FILE', value: '/run/secrets/password' },
    { name: 'SECRETS_DIR', value: '/etc/mcp/secrets' },
    { name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    { name: 'ENDPOINT', value: 'http://embeddings:8080/v1' },
  ];
  assert.deepEqual(await violations(noPlainSecrets, DEPLOYMENT, deployment(goodPod({ env }))), []);
});

test('an image that a preview cannot know yet is judged when it is known', async () => {
  const container = {
    name: 'api',
    get image(): string {
      throw new Error('cannot be known during preview');
    },
  };
  assert.deepEqual(await violations(imagePinned, DEPLOYMENT, deployment({ containers: [container] })), []);
});
