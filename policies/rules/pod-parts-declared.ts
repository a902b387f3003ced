import { known } from '../lib/known.ts';
import { type Declared, declaredObjects, ofKind, together, workloads } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';
import type { Pod } from '../lib/workload.ts';

interface Part {
  kind: string;
  name: string | undefined;
}

const podOf = ({ spec }: Declared): Pod =>
  (spec.template ?? spec.jobTemplate?.spec?.template)?.spec ?? spec ?? {};

/** What a pod needs that the stack makes; Secrets may be somebody else's, and ConfigMaps that it takes single keys of. */
function parts(workload: Declared): Part[] {
  const { serviceAccountName, volumes = [] } = podOf(workload);
  return [
    { kind: 'ServiceAccount', name: known(() => serviceAccountName) },
    ...volumes
      .flatMap(({ configMap, projected }) => [
        configMap,
        ...(projected?.sources ?? []).map((source) => source.configMap).filter((source) => !source?.items),
      ])
      .map((source) => ({ kind: 'ConfigMap', name: known(() => source?.name) })),
    ...volumes.map(({ persistentVolumeClaim }) => ({
      kind: 'PersistentVolumeClaim',
      name: known(() => persistentVolumeClaim?.claimName),
    })),
    ...(workload.kind === 'StatefulSet' ? [{ kind: 'Service', name: workload.spec.serviceName }] : []),
  ].filter(({ name }) => name !== undefined);
}

export const podPartsDeclared = stackPolicy(
  {
    name: 'pod-parts-declared',
    what: 'The service account, ConfigMaps and volumes of a pod, and the Service of a StatefulSet, are declared beside it.',
    why: 'A pod waits for ever for a volume or an account that nobody makes.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    for (const workload of workloads(objects)) {
      for (const { kind, name } of parts(workload)) {
        const isThere = ofKind(objects, kind).some(
          (object) => object.name === name && together(object, workload),
        );
        if (!isThere)
          report(`${workload.kind} ${workload.name}: no ${kind} ${name} is declared`, workload.urn);
      }
    }
  },
);
