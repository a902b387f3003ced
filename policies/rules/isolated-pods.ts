import { podPolicy } from '../lib/workload.ts';

/** Nothing here talks to the Kubernetes API, so no pod may carry a token for it or share the node's namespaces. */
export const isolatedPods = podPolicy(
  'isolated-pods',
  "Pods have a service account of their own without a token, and none of the node's namespaces or folders.",
  (pod, report) => {
    if (!pod.serviceAccountName || pod.serviceAccountName === 'default') {
      report('the pod needs a service account of its own');
    }
    if (pod.automountServiceAccountToken !== false) report('automountServiceAccountToken must be false');
    for (const key of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
      if (pod[key]) report(`${key} must not be set`);
    }
    if (pod.volumes?.some((volume) => volume.hostPath)) report('hostPath volumes are not allowed');
  },
);
