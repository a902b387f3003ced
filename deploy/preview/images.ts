import { type Change, reference } from './plan.ts';

/** Another image in a container of a workload. */
export interface ImageChange {
  workload: string;
  container: string;
  /** Undefined where the workload or the container is new. */
  from?: string;
  to: string;
}

interface Container {
  name: string;
  image: string;
}

/** Images that a run would change, Jobs left out: they run what the workloads run. */
export function imageChanges(changes: Change[]): ImageChange[] {
  return changes.flatMap((change) => {
    if (change.operation === 'delete' || change.kind === 'Job') return [];
    const before = new Map(containers(change.old?.inputs).map(({ name, image }) => [name, image]));
    return containers(change.new?.inputs)
      .filter(({ name, image }) => before.get(name) !== image)
      .map(({ name, image }) => {
        const from = before.get(name);
        return { workload: reference(change), container: name, to: image, ...(from ? { from } : {}) };
      });
  });
}

const containers = (inputs?: {
  spec?: { template?: { spec?: { containers?: Container[] } } };
}): Container[] => inputs?.spec?.template?.spec?.containers ?? [];

/** An image by its last path segment, with the digest cut to what tells two apart. */
export function shortImage(image: string): string {
  const [path = '', digest] = image.split('@');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return digest ? `${name}@${digest.slice(0, 'sha256:'.length + 12)}` : name;
}
