import type { EngineEvent, StepMetadata, StepState } from './events.ts';

export type Operation = 'create' | 'update' | 'replace' | 'delete';

/** What a run would do to one resource. */
export interface Change {
  operation: Operation;
  urn: string;
  /** Type token, such as `kubernetes:apps/v1:Deployment`. */
  type: string;
  /** Last part of the type, such as `Deployment`. */
  kind: string;
  name: string;
  /** Property paths that change. */
  paths: string[];
  /** Those of them that make it a replacement. */
  replacedBy: string[];
  old?: StepState;
  new?: StepState;
}

export interface Violation {
  policy: string;
  level: 'mandatory' | 'advisory';
  resource: string;
  message: string;
}

/** What an `up` would do, and what speaks against it. */
export interface Plan {
  changes: Change[];
  unchanged: number;
  violations: Violation[];
  /** Policy packs that looked at it, with their versions. */
  packs: string[];
  /** Why it could not be planned to its end. */
  errors: string[];
}

/** From the harmless to the grave. */
export const OPERATIONS: Operation[] = ['create', 'update', 'replace', 'delete'];

const STEPS: Record<string, Operation> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  replace: 'replace',
  'create-replacement': 'replace',
  'delete-replaced': 'replace',
};

/** How to call a resource: `Kind/name`. */
export const reference = ({ kind, name }: Pick<Change, 'kind' | 'name'>): string => `${kind}/${name}`;

export const number = (changes: Change[], operation: Operation): number =>
  changes.filter((change) => change.operation === operation).length;

/** The graver a change, the further in front. */
export const sorted = (changes: Change[]): Change[] =>
  [...changes].sort((a, b) => OPERATIONS.indexOf(b.operation) - OPERATIONS.indexOf(a.operation));

/** A plan in a few words, such as `2 to update, 95 unchanged`. */
export function counts({ changes, unchanged }: Plan): string {
  const parts = OPERATIONS.map((operation) => [operation, number(changes, operation)] as const);
  const named = parts.filter(([, n]) => n > 0).map(([operation, n]) => `${n} to ${operation}`);
  return `${named.join(', ') || 'nothing to change'}${unchanged > 0 ? `, ${unchanged} unchanged` : ''}`;
}

/** Reads a plan from the events of a preview. Components are left out: they are only folders of resources. */
export function planOf(events: EngineEvent[]): Plan {
  const changes = new Map<string, Change>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent) take(changes, resourcePreEvent.metadata);
  }
  const summary = events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent;
  return {
    changes: [...changes.values()].sort((a, b) => reference(a).localeCompare(reference(b), 'en')),
    unchanged: summary?.resourceChanges.same ?? 0,
    violations: events.flatMap(violationsOf),
    packs: Object.entries(summary?.PolicyPacks ?? {}).map(
      ([name, version]) => `${name.split('|')[0]} v${version.replace(/^v/, '')}`,
    ),
    errors: events.flatMap(errorsOf),
  };
}

/** A replacement is three steps of one resource: they become one change. */
function take(changes: Map<string, Change>, metadata: StepMetadata): void {
  const operation = STEPS[metadata.op];
  if (!operation || !(metadata.new ?? metadata.old)?.custom) return;
  // How this run reaches the cluster is no change of the stack; another cluster is, and is a replacement.
  if (metadata.type.startsWith('pulumi:providers:') && operation !== 'replace') return;
  const known = changes.get(metadata.urn);
  const [old, current] = [metadata.old ?? known?.old, metadata.new ?? known?.new];
  changes.set(metadata.urn, {
    operation: known?.operation === 'replace' ? 'replace' : operation,
    urn: metadata.urn,
    type: metadata.type,
    ...partsOf(metadata.urn),
    paths: union(known?.paths, pathsOf(metadata)),
    replacedBy: union(known?.replacedBy, operation === 'replace' ? metadata.keys : []),
    ...(old ? { old } : {}),
    ...(current ? { new: current } : {}),
  });
}

/** Property paths that a step names, the detailed ones where there are any. */
export const pathsOf = ({ detailedDiff, diffs, keys }: StepMetadata): string[] =>
  detailedDiff ? Object.keys(detailedDiff) : (diffs ?? keys ?? []);

const union = (a: string[] | undefined, b: string[] | null | undefined): string[] => [
  ...new Set([...(a ?? []), ...(b ?? [])]),
];

/** Kind and name, as the URN has them. */
export function partsOf(urn: string): { kind: string; name: string } {
  const [, , types = '', name = ''] = urn.split('::');
  return { kind: types.slice(types.lastIndexOf(':') + 1), name };
}

/** Errors that tell more than that something failed. */
function errorsOf({ diagnosticEvent: found }: EngineEvent): string[] {
  const message = found?.severity === 'error' ? found.message.trim() : '';
  return message === '' || /^(preview|update|refresh) failed$/.test(message) ? [] : [message];
}

function violationsOf({ policyEvent }: EngineEvent): Violation[] {
  if (!policyEvent) return [];
  const { policyName, enforcementLevel, message, resourceUrn } = policyEvent;
  return [
    {
      policy: policyName,
      level: enforcementLevel === 'advisory' ? 'advisory' : 'mandatory',
      resource: resourceUrn ? reference(partsOf(resourceUrn)) : 'the stack',
      message: message.trim(),
    },
  ];
}
