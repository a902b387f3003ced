import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';
import { withDisk } from './disk.ts';
import type { Resources } from './resources.ts';
import { containerSecurity, podSecurity } from './security.ts';

type PodSpec = types.input.core.v1.PodSpec;
type Container = types.input.core.v1.Container;
type Volume = types.input.core.v1.Volume;
type Mount = types.input.core.v1.VolumeMount;

export interface PodArgs {
  uid: number;
  serviceAccount: Input<string>;
  /** Left out = the cluster's default. */
  priorityClass?: Input<string>;
  container: Omit<Container, 'securityContext' | 'volumeMounts' | 'resources'> & { resources?: Resources };
  mounts: Mount[];
  volumes: Volume[];
  /** Writable scratch directories by path, with their size limit. */
  scratch?: Record<string, string>;
  /** Runs to its end before the container starts; it has the same volumes and a mount of its own besides. */
  before?: { container: PodArgs['container']; mounts: Mount[] };
  graceSeconds: number;
  extra?: Partial<PodSpec>;
}

const scratchName = (path: string): string => `scratch${path.replace(/[^a-z0-9]+/g, '-')}`;

/** A pod of one container, or two in turn, that passes the restricted pod security standard and writes only where it is told. */
export function podSpec(args: PodArgs): PodSpec {
  const scratch = Object.entries(args.scratch ?? {});
  const complete = (container: PodArgs['container'], mounts: Mount[]) =>
    ({
      ...container,
      resources: container.resources && withDisk(container.resources, args.scratch),
      imagePullPolicy: 'IfNotPresent',
      securityContext: containerSecurity,
      volumeMounts: [
        ...mounts,
        ...scratch.map(([mountPath]) => ({ name: scratchName(mountPath), mountPath })),
      ],
    }) as Container;
  const { before } = args;
  return {
    serviceAccountName: args.serviceAccount,
    priorityClassName: args.priorityClass,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(args.uid),
    terminationGracePeriodSeconds: args.graceSeconds,
    ...(before ? { initContainers: [complete(before.container, [...args.mounts, ...before.mounts])] } : {}),
    containers: [complete(args.container, args.mounts)],
    volumes: [
      ...args.volumes,
      ...scratch.map(([path, sizeLimit]) => ({ name: scratchName(path), emptyDir: { sizeLimit } })),
    ],
    ...args.extra,
  };
}
