import { kindOf } from './kinds.ts';

export interface Probe {
  httpGet?: { path?: string; port?: string | number };
  tcpSocket?: { port?: string | number };
  grpc?: { port?: number };
  exec?: { command?: string[] };
  periodSeconds?: number;
  failureThreshold?: number;
}

export interface EnvVar {
  name?: string;
  value?: string;
  valueFrom?: { secretKeyRef?: object };
}

export interface Container {
  name?: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  envFrom?: { secretRef?: object }[];
  ports?: { name?: string; containerPort?: number; hostPort?: number }[];
  volumeMounts?: { mountPath?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: Record<string, unknown>;
  readinessProbe?: Probe;
  livenessProbe?: Probe;
  startupProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds?: number } } };
}

export interface Volume {
  name?: string;
  hostPath?: object;
  emptyDir?: { sizeLimit?: string };
  configMap?: { name?: string };
  persistentVolumeClaim?: { claimName?: string };
  projected?: {
    sources?: { configMap?: { name?: string; items?: object[] }; serviceAccountToken?: object }[];
  };
}

export interface Pod {
  serviceAccountName?: string;
  /** Its name before Kubernetes 1.0. */
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  priorityClassName?: string;
  enableServiceLinks?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  shareProcessNamespace?: boolean;
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  topologySpreadConstraints?: { topologyKey?: string }[];
  affinity?: { podAntiAffinity?: object };
  securityContext?: Record<string, unknown>;
  containers?: Container[];
  initContainers?: Container[];
  volumes?: Volume[];
}

export interface Template {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Pod;
}

interface Spec {
  template?: Template;
  jobTemplate?: { spec?: { template?: Template } };
}

const TEMPLATED = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'];

/** What an object makes its pods of, or undefined for objects that run none. */
export function templateOf(type: string, props: Record<string, unknown>): Template | undefined {
  const kind = kindOf(type);
  const spec = props.spec as (Spec & Pod) | undefined;
  if (TEMPLATED.includes(kind)) return spec?.template;
  if (kind === 'CronJob') return spec?.jobTemplate?.spec?.template;
  if (kind === 'Pod') return props as Template;
  return undefined;
}

/** The pod that an object runs, or undefined for objects that run none. */
export const podOf = (type: string, props: Record<string, unknown>): Pod | undefined =>
  templateOf(type, props)?.spec;

/** All containers of a pod, those that run first included. */
export const containersOf = (pod: Pod): Container[] => [
  ...(pod.initContainers ?? []),
  ...(pod.containers ?? []),
];
