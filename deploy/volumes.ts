import { merge, type Tree } from '../stacks/merge.ts';
import { bytes } from '../stacks/quantities.ts';
import type { Settings } from '../stacks/settings.ts';
import { Failure } from '../test/cluster/failure.ts';

/** Where the settings say how big a claim is, by its name. */
const SIZES: Record<string, string[]> = {
  'mysql-data': ['mysql', 'volume', 'size'],
  'redis-state-data': ['redis', 'state', 'volume', 'size'],
  'milvus-data': ['milvus', 'volume', 'size'],
  'prometheus-data': ['monitoring', 'volume', 'size'],
};

/** A volume in a stack's state. */
export interface Volume {
  claim: string;
  /** Path of the setting that says how big it is. */
  path: string[];
  size: string;
}

interface State {
  deployment?: {
    resources?: {
      urn: string;
      type: string;
      inputs?: { spec?: { resources?: { requests?: { storage?: string } } } };
    }[];
  };
}

/** Volumes whose sizes are settings. @param state as Pulumi exports it */
export function volumesIn(state: string): Volume[] {
  const { resources = [] } = (JSON.parse(state) as State).deployment ?? {};
  return resources.flatMap(({ type, urn, inputs }) => {
    const claim = urn.split('::').at(-1) ?? '';
    const path = SIZES[claim];
    const size = inputs?.spec?.resources?.requests?.storage;
    return type === 'kubernetes:core/v1:PersistentVolumeClaim' && path && size ? [{ claim, path, size }] : [];
  });
}

/** @throws Failure that names every volume that the settings would make smaller, which Kubernetes refuses */
export function refuseShrinking(stack: string, settings: Settings, volumes: Volume[]): void {
  const lines = volumes.flatMap(({ claim, path, size }) => {
    const wanted = path.reduce((at: unknown, key) => (at as Tree)[key], settings) as string;
    if (bytes(wanted) >= bytes(size)) return [];
    return [
      `  settings.${path.join('.')} = ${wanted}: at least ${size}, which PersistentVolumeClaim/${claim} has`,
    ];
  });
  if (lines.length === 0) return;
  throw new Failure([`stack ${stack} has bigger volumes, and none can shrink:`, ...lines].join('\n'));
}

/** Settings in which these volumes stay as big as they are. */
export const keepingSizes = (overrides: Tree, volumes: Volume[]): Tree =>
  volumes.reduce(
    (tree, { path, size }) =>
      merge(tree, path.reduceRight((below: unknown, key) => ({ [key]: below }), size) as Tree),
    overrides,
  );
