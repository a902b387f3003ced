import { podPolicy } from '../lib/policy.ts';
import { containersOf } from '../lib/workload.ts';

const SHARED = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'] as const;

const isHostProcess = (context: Record<string, unknown> = {}): boolean =>
  (context.windowsOptions as { hostProcess?: boolean } | undefined)?.hostProcess === true;

export const noHostAccess = podPolicy(
  {
    name: 'no-host-access',
    what: "Pods have none of the node's namespaces, ports, folders or kernel settings.",
    why: 'Each of them reaches around the network policies or into other pods.',
  },
  (pod, report) => {
    for (const key of SHARED) if (pod[key]) report(`${key} must not be set`);
    for (const { name, hostPath } of pod.volumes ?? []) {
      if (hostPath) report(`volume ${name}: hostPath is not allowed`);
    }
    if ((pod.securityContext?.sysctls as object[] | undefined)?.length) report('sysctls are not allowed');
    const contexts = [pod.securityContext, ...containersOf(pod).map((own) => own.securityContext)];
    if (contexts.some(isHostProcess)) report('hostProcess must not be set');
    for (const { name, ports } of containersOf(pod)) {
      for (const { hostPort } of ports ?? []) {
        if (hostPort) report(`container ${name}: hostPort ${hostPort} is not allowed`);
      }
    }
  },
);
