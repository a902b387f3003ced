import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';
import { containerSecurity, podSecurity } from './security.ts';

type PodSpec = types.input.core.v1.PodSpec;
type Container = types.input.core.v1.Container;
type Volume = types.input.core.v1.Volume;
type Mount = types.input.core.v1.VolumeMount;

export interface PodArgs {
  uid: number;
  serviceAccount: Input<string>;
  container: Omit<Container, 'securityContext' | 'volumeMounts'>;
  mounts: Mount[];
  volumes: Volume[];
  /** Writable scratch directories by path, with their size limit. */
  scratch?: Record<string, string>;
  graceSeconds: number;
  extra?: Partial<PodSpec>;
}

const scratchName = (path: string): string => `scratch${path.replace(/[^a-z0-9]+/g, '-')}`;

/** A pod of one container that passes the restricted pod security standard and writes only where it is told. */
export function podSpec(args: PodArgs): PodSpec {
  const scratch = Object.entries(args.scratch ?? {});
  return {
    serviceAccountName: args.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(args.uid),
    terminationGracePeriodSeconds: args.graceSeconds,
    containers: [
      {
        ...args.container,
        imagePullPolicy: 'IfNotPresent',
        securityContext: containerSecurity,
        volumeMounts: [
          ...args.mounts,
          ...scratch.map(([mountPath]) => ({ name: scratchName(mountPath), mountPath })),
        ],
      } as Container,
    ],
    volumes: [
      ...args.volumes,
      ...scratch.map(([path, sizeLimit]) => ({ name: scratchName(path), emptyDir: { sizeLimit } })),
    ],
    ...args.extra,
  };
}
