import type { ReportViolation } from '@pulumi/policy';
import { type Declared, declaredObjects, ofKind, selects, together, workloads } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';

interface ServicePort {
  name?: string;
  port?: number;
  targetPort?: string | number;
}

function services(objects: Declared[], report: ReportViolation): void {
  for (const service of ofKind(objects, 'Service')) {
    const { selector, ports = [] } = service.spec;
    // A Service without a selector is given its endpoints by somebody else.
    if (!selector) continue;
    const targets = workloads(objects).filter(
      (workload) =>
        together(workload, service) && selects({ matchLabels: selector }, workload.podLabels ?? {}),
    );
    if (targets.length === 0) report(`Service ${service.name} selects no pods`, service.urn);
    const open = targets
      .flatMap(({ spec }) => spec.template?.spec?.containers ?? [])
      .flatMap(({ ports }) => ports);
    for (const { targetPort, port } of ports as ServicePort[]) {
      const wanted = targetPort ?? port;
      const isOpen = open.some((own) => own?.name === wanted || own?.containerPort === wanted);
      if (targets.length > 0 && !isOpen)
        report(`Service ${service.name}: its pods have no port ${wanted}`, service.urn);
    }
  }
}

interface IngressRule {
  http?: {
    paths?: { backend?: { service?: { name?: string; port?: { name?: string; number?: number } } } }[];
  };
}

function ingresses(objects: Declared[], report: ReportViolation): void {
  for (const ingress of ofKind(objects, 'Ingress')) {
    const backends = (ingress.spec.rules as IngressRule[] | undefined)
      ?.flatMap(({ http }) => http?.paths ?? [])
      .flatMap(({ backend }) => backend?.service ?? []);
    for (const { name, port } of backends ?? []) {
      const service = ofKind(objects, 'Service').find(
        (candidate) => candidate.name === name && together(candidate, ingress),
      );
      const isThere = (service?.spec.ports as ServicePort[] | undefined)?.some(
        (own) => own.name === port?.name || own.port === port?.number,
      );
      if (!isThere)
        report(
          `Ingress ${ingress.name}: no Service ${name} with port ${port?.name ?? port?.number}`,
          ingress.urn,
        );
    }
  }
}

function selectors(objects: Declared[], report: ReportViolation): void {
  for (const object of ofKind(objects, 'PodDisruptionBudget', 'NetworkPolicy')) {
    const selector = object.spec.selector ?? object.spec.podSelector;
    const isFound = workloads(objects).some(
      (workload) => together(workload, object) && selects(selector, workload.podLabels ?? {}),
    );
    if (!isFound && !selector?.matchExpressions)
      report(`${object.kind} ${object.name} selects no pods`, object.urn);
  }
}

interface Peer {
  podSelector?: { matchLabels?: Record<string, string>; matchExpressions?: object[] };
  namespaceSelector?: object;
}

function peers(objects: Declared[], report: ReportViolation): void {
  for (const policy of ofKind(objects, 'NetworkPolicy')) {
    const { ingress = [], egress = [] } = policy.spec as {
      ingress?: { from?: Peer[] }[];
      egress?: { to?: Peer[] }[];
    };
    const named = [...ingress.flatMap(({ from }) => from ?? []), ...egress.flatMap(({ to }) => to ?? [])];
    // Pods of other namespaces are not the stack's.
    for (const { podSelector } of named.filter((peer) => peer.podSelector && !peer.namespaceSelector)) {
      const isFound = workloads(objects).some(
        (workload) => together(workload, policy) && selects(podSelector, workload.podLabels ?? {}),
      );
      if (!isFound && !podSelector?.matchExpressions)
        report(
          `NetworkPolicy ${policy.name} names a peer that no pod is: ${JSON.stringify(podSelector?.matchLabels)}`,
          policy.urn,
        );
    }
  }
}

function monitors(objects: Declared[], report: ReportViolation): void {
  for (const monitor of ofKind(objects, 'PodMonitor')) {
    const { selector, podMetricsEndpoints = [] } = monitor.spec as {
      selector?: Peer['podSelector'];
      podMetricsEndpoints?: { port?: string }[];
    };
    const targets = workloads(objects).filter((workload) => selects(selector, workload.podLabels ?? {}));
    if (targets.length === 0) report(`PodMonitor ${monitor.name} selects no pods`, monitor.urn);
    const open = targets
      .flatMap(({ spec }) => spec.template?.spec?.containers ?? [])
      .flatMap(({ ports }) => ports ?? []);
    for (const port of new Set(podMetricsEndpoints.map((endpoint) => endpoint.port)))
      if (targets.length > 0 && !open.some(({ name }) => name === port))
        report(`PodMonitor ${monitor.name}: its pods have no port ${port}`, monitor.urn);
  }
}

function scalers(objects: Declared[], report: ReportViolation): void {
  for (const scaler of ofKind(objects, 'HorizontalPodAutoscaler')) {
    const { kind, name } = scaler.spec.scaleTargetRef ?? {};
    if (!objects.some((object) => object.kind === kind && object.name === name))
      report(`HorizontalPodAutoscaler ${scaler.name} scales ${kind} ${name}, which is not there`, scaler.urn);
  }
}

export const referencesResolve = stackPolicy(
  {
    name: 'references-resolve',
    what: 'Services, Ingresses, budgets, autoscalers, monitors and network policies point to something that is there.',
    why: 'A typing error in a label makes a guard that guards nothing, and nothing else says so.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    for (const check of [services, ingresses, selectors, peers, monitors, scalers]) check(objects, report);
  },
);
