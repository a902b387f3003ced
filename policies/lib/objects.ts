import type { PolicyResource } from '@pulumi/policy';
import { kindOf } from './kinds.ts';
import { known } from './known.ts';
import { templateOf } from './workload.ts';

/** A Kubernetes object of a stack: before the deployment as the program declared it, after it as the cluster has it. */
export interface Declared {
  kind: string;
  name: string;
  namespace: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: every kind has fields of its own
  spec: any;
  /** Labels of the pods it runs; undefined where it runs none. */
  podLabels: Record<string, string> | undefined;
  urn: string;
}

/** The Kubernetes objects of a stack. */
export const declaredObjects = (resources: PolicyResource[]): Declared[] =>
  resources
    .filter(({ type }) => kindOf(type) !== '')
    .map(({ type, props, name, urn }) => ({
      kind: kindOf(type),
      name: known(() => props.metadata.name) ?? name,
      namespace: known(() => props.metadata.namespace),
      spec: props.spec ?? {},
      podLabels: podLabels(type, props),
      urn,
    }));

function podLabels(type: string, props: Record<string, unknown>): Declared['podLabels'] {
  const template = templateOf(type, props);
  return template && (template.metadata?.labels ?? {});
}

export const ofKind = (objects: Declared[], ...kinds: string[]): Declared[] =>
  objects.filter(({ kind }) => kinds.includes(kind));

/** Everything that runs pods. */
export const workloads = (objects: Declared[]): Declared[] => objects.filter(({ podLabels }) => podLabels);

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: object[];
}

/** Whether a selector takes pods with these labels; one with expressions is not judged and takes none. */
export function selects(selector: Selector | undefined, labels: Record<string, string>): boolean {
  if (selector?.matchExpressions?.length) return false;
  return Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** How two objects of one namespace are found; previews may not know its name yet. */
export const together = (one: Declared, other: Declared): boolean => one.namespace === other.namespace;

/** Pods that a workload keeps at least: its autoscaler's minimum, else its replicas. */
export function fewestPods(workload: Declared, objects: Declared[]): number {
  const scaler = ofKind(objects, 'HorizontalPodAutoscaler').find(
    (candidate) =>
      together(candidate, workload) &&
      candidate.spec.scaleTargetRef?.kind === workload.kind &&
      candidate.spec.scaleTargetRef?.name === workload.name,
  );
  return scaler ? (scaler.spec.minReplicas ?? 1) : (workload.spec.replicas ?? 1);
}
