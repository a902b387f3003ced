import { disruptions } from './disruption.ts';
import { imageChanges, shortImage } from './images.ts';
import { counts, type Operation, type Plan, reference, sorted } from './plan.ts';
import type { Verdict } from './verdict.ts';

export const SIGNS: Record<Operation, string> = { create: '+', update: '~', replace: '±', delete: '−' };
const PATHS_SHOWN = 4;

/** A plan for the terminal. */
export function previewText(stack: string, plan: Plan, { mandatory, advisory }: Verdict): string {
  const changes = sorted(plan.changes).map(({ operation, paths, ...change }) => {
    const shown = operation === 'update' || operation === 'replace' ? paths.slice(0, PATHS_SHOWN) : [];
    const more =
      shown.length > 0 && paths.length > PATHS_SHOWN ? ` and ${paths.length - PATHS_SHOWN} more` : '';
    return `  ${SIGNS[operation]} ${reference(change)}${shown.length > 0 ? `  ${shown.join(', ')}${more}` : ''}`;
  });
  const images = imageChanges(plan.changes.filter(({ operation }) => operation !== 'create')).map(
    ({ container, from, to }) =>
      `  image of ${container}: ${from ? shortImage(from) : 'none'} → ${shortImage(to)}`,
  );
  const felt = disruptions(plan.changes).map(
    ({ workload, happens, effect }) => `  ${workload} ${happens}: ${effect}`,
  );
  const violated = [...mandatory, ...advisory].map(
    ({ level, policy, resource, message }) => `  ✗ [${level}] ${policy} ${resource}: ${message}`,
  );
  return [
    ...changes,
    ...section('Images:', images),
    ...section('What users notice:', felt),
    ...section(
      'Errors:',
      plan.errors.map((message) => `  ✗ ${message}`),
    ),
    ...section('Policies:', violated.length > 0 ? violated : plan.packs.map((pack) => `  ✓ ${pack}`)),
    '',
    `${stack}: ${counts(plan)}`,
  ].join('\n');
}

const section = (title: string, lines: string[]): string[] => (lines.length > 0 ? ['', title, ...lines] : []);
