import { Failure } from '../../test/cluster/failure.ts';
import { type Change, reference } from './plan.ts';

/** A store, a volume or a credential that a run would replace or delete. */
export interface StoreLoss {
  /** `Kind/name`, as an override has to name it. */
  resource: string;
  urn: string;
  operation: 'replace' | 'delete';
  what: 'store' | 'volume' | 'credentials' | 'namespace';
  /** Property paths that force the replacement. */
  because: string[];
}

/** What would be lost, whether or not Pulumi protects it. */
export function storeLosses(changes: Change[]): StoreLoss[] {
  return changes.flatMap((change) => {
    const { operation, urn } = change;
    if (operation !== 'replace' && operation !== 'delete') return [];
    const what = storePart(change);
    if (!what) return [];
    return [{ resource: reference(change), urn, operation, what, because: change.replacedBy }];
  });
}

function storePart({ type, urn, old }: Change): StoreLoss['what'] | undefined {
  if (/^kubernetes:core\/v1:PersistentVolume(Claim)?$/.test(type)) return 'volume';
  if (/^random:.*:Random(Password|String|Id|Bytes)$/.test(type)) return 'credentials';
  if (type === 'kubernetes:core/v1:Secret' && urn.includes('mcp:infra:Secrets$')) return 'credentials';
  if (type === 'kubernetes:core/v1:Namespace') return 'namespace';
  if (type === 'kubernetes:apps/v1:StatefulSet' && keepsData(old?.inputs)) return 'store';
  return old?.protect ? 'store' : undefined;
}

/** A StatefulSet that mounts a claim is a store; one without, such as a cache, has nothing to lose. */
function keepsData(inputs: {
  spec?: {
    volumeClaimTemplates?: object[];
    template?: { spec?: { volumes?: { persistentVolumeClaim?: object }[] } };
  };
}): boolean {
  const { volumeClaimTemplates = [], template } = inputs?.spec ?? {};
  const volumes = template?.spec?.volumes ?? [];
  return volumeClaimTemplates.length > 0 || volumes.some((volume) => volume.persistentVolumeClaim);
}

/** Losses that nobody has allowed by name. */
export const notAllowed = (losses: StoreLoss[], allowed: string[]): StoreLoss[] =>
  losses.filter(({ resource }) => !allowed.includes(resource));

/**
 * Checks the names of an override.
 * @throws Failure for a name to which nothing would happen: an override is for one run, and for what that run does
 */
export function checkAllowed(losses: StoreLoss[], allowed: string[]): void {
  const known = losses.map(({ resource }) => resource);
  const idle = allowed.filter((name) => !known.includes(name));
  if (idle.length === 0) return;
  const choice =
    known.length > 0 ? `possible here: ${known.join(', ')}` : 'no store is touched: leave it out';
  throw new Failure(
    `--allow-store-changes ${idle.join(' ')}: nothing would be replaced or deleted under that name; ${choice}`,
  );
}

/** Says what would be lost, and how to allow exactly that once. */
export function lossMessage(stack: string, losses: StoreLoss[]): string {
  const lines = losses.map(
    ({ resource, operation, what, because }) =>
      `  ${resource} (${what}) would be ${operation}d${because.length > 0 ? `, because of ${because.join(', ')}` : ''}`,
  );
  return [
    `stack ${stack} would lose data or credentials of its stores:`,
    ...lines,
    'Take the change back, or back the data up and allow exactly this for one run:',
    `  --allow-store-changes ${losses.map(({ resource }) => resource).join(' ')}`,
  ].join('\n');
}
