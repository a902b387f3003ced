import type { PolicyResource } from '@pulumi/policy';
import { kindOf } from './kinds.ts';
import { known } from './known.ts';
import { templateOf } from './workload.ts';

/** A Kubernetes object of a stack, as the program declared it. */
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

/** The objects of a stack without what the API server added to them. */
export const declaredObjects = (resources: PolicyResource[]): Declared[] =>
  resources
    .filter(({ type }) => kindOf(type) !== '')
    .map(({ type, props, name, urn }) => {
      const inputs = props.__inputs ?? props;
      return {
        kind: kindOf(type),
        name: known(() => inputs.metadata.name) ?? name,
        namespace: known(() => inputs.metadata.namespace),
        spec: inputs.spec ?? {},
        podLabels: podLabels(type, inputs),
        urn,
      };
    });

function podLabels(type: string, inputs: Record<string, unknown>): Declared['podLabels'] {
  const template = templateOf(type, inputs);
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
