import { type Container, containersOf, type Pod, podPolicy } from '../lib/workload.ts';

function faults(pod: Pod, container: Container): string[] {
  const own = container.securityContext ?? {};
  const effective = (key: string) => own[key] ?? pod.securityContext?.[key];
  const capabilities = own.capabilities as { drop?: string[]; add?: string[] } | undefined;
  const seccomp = effective('seccompProfile') as { type?: string } | undefined;
  return [
    effective('runAsNonRoot') === true && effective('runAsUser') !== 0 ? '' : 'must run as non-root',
    own.readOnlyRootFilesystem === true ? '' : 'must have a read-only root file system',
    own.allowPrivilegeEscalation === false ? '' : 'must not allow privilege escalation',
    own.privileged === true ? 'must not be privileged' : '',
    capabilities?.drop?.includes('ALL') ? '' : 'must drop all capabilities',
    capabilities?.add?.length ? 'must not add capabilities' : '',
    seccomp?.type === 'RuntimeDefault' || seccomp?.type === 'Localhost' ? '' : 'must use a seccomp profile',
  ].filter(Boolean);
}

/** Whoever breaks into a container must find nothing to write to and nothing to rise with. */
export const restrictedContainers = podPolicy(
  'restricted-containers',
  'Containers run as non-root on a read-only root file system, without capabilities or escalation.',
  (pod, report) => {
    for (const container of containersOf(pod)) {
      for (const fault of faults(pod, container)) report(`container ${container.name}: ${fault}`);
    }
  },
);
