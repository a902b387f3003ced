import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from '@pulumi/policy';

export interface Container {
  name?: string;
  image?: string;
  env?: { name?: string; value?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: Record<string, unknown>;
  readinessProbe?: object;
  livenessProbe?: object;
  startupProbe?: object;
}

export interface Pod {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  securityContext?: Record<string, unknown>;
  containers?: Container[];
  initContainers?: Container[];
  volumes?: Record<string, unknown>[];
}

interface Spec {
  template?: { spec?: Pod };
  jobTemplate?: { spec?: { template?: { spec?: Pod } } };
}

const TEMPLATED = /^kubernetes:(apps|batch)\/\w+:(Deployment|StatefulSet|DaemonSet|ReplicaSet|Job)$/;

/** The pod that an object runs, or undefined for objects that run none. */
export function podOf(type: string, props: Record<string, unknown>): Pod | undefined {
  const spec = props.spec as (Spec & Pod) | undefined;
  if (TEMPLATED.test(type)) return spec?.template?.spec;
  if (/^kubernetes:batch\/\w+:CronJob$/.test(type)) return spec?.jobTemplate?.spec?.template?.spec;
  if (type === 'kubernetes:core/v1:Pod') return spec;
  return undefined;
}

/** All containers of a pod, those that run first included. */
export const containersOf = (pod: Pod): Container[] => [
  ...(pod.initContainers ?? []),
  ...(pod.containers ?? []),
];

type Check = (pod: Pod, report: ReportViolation, args: ResourceValidationArgs) => void;

/** A policy on everything that runs pods. */
export const podPolicy = (name: string, description: string, check: Check): ResourceValidationPolicy => ({
  name,
  description,
  enforcementLevel: 'mandatory',
  validateResource: (args, report) => {
    const pod = podOf(args.type, args.props);
    if (pod) check(pod, report, args);
  },
});
