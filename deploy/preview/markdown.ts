import { disruptions, expectedDowntime } from './disruption.ts';
import { imageChanges, shortImage } from './images.ts';
import { SIGNS } from './plain.ts';
import { type Change, counts, number, OPERATIONS, type Plan, reference, sorted } from './plan.ts';
import { bounded, code, escaped, table } from './text.ts';
import type { Verdict } from './verdict.ts';

const PATHS_SHOWN = 6;

/** First line of a comment: whoever posts previews finds the earlier one of the same stack by it. */
export const marker = (stack: string) => `<!-- mcp-system:preview:${stack} -->`;

/**
 * A plan as a comment for a reviewer. Of all values only image names are shown, so nothing secret can be.
 * @returns Markdown of at most 65,536 bytes; what does not fit is counted at its end
 */
export function previewMarkdown(stack: string, plan: Plan, verdict: Verdict): string {
  const head = [
    marker(stack),
    `## Preview of \`${stack}\`: ${counts(plan)}`,
    '',
    headline(verdict, plan),
    '',
    ...summary(plan, verdict),
    ...losses(verdict),
    ...violations(verdict),
    ...errors(plan),
    ...disruption(plan),
    ...byKind(plan),
  ];
  return bounded(head, details(plan), 'changes');
}

function headline({ refused, mandatory, losses }: Verdict, plan: Plan): string {
  if (refused.length > 0) return '**✗ Refused: stores would lose data or credentials.**';
  if (mandatory.length > 0) return '**✗ Refused: a mandatory policy is violated.**';
  if (plan.errors.length > 0) return '**✗ Could not be planned to its end.**';
  return losses.length > 0
    ? '**⚠ May be deployed. Stores would be replaced or deleted, as allowed for this run.**'
    : '**✓ May be deployed.**';
}

function summary(plan: Plan, { losses, mandatory, advisory }: Verdict): string[] {
  const images = imageChanges(plan.changes.filter(({ operation }) => operation !== 'create'));
  const policies = `${mandatory.length} mandatory, ${advisory.length} advisory violated (${plan.packs.join(', ') || 'none was run'})`;
  return table(
    ['', ''],
    [
      [
        'Stores',
        losses.length === 0 ? '✓ none is replaced or deleted' : `✗ ${losses.length} replaced or deleted`,
      ],
      [
        'Policies',
        mandatory.length + advisory.length === 0
          ? `✓ ${plan.packs.join(', ') || 'none was run'}`
          : `${mandatory.length > 0 ? '✗' : '⚠'} ${policies}`,
      ],
      ...images.map(({ container, from, to }) => [
        `Image of ${container}`,
        `${from ? code(shortImage(from)) : 'none'} → ${code(shortImage(to))}`,
      ]),
      ['Interrupted', escaped(expectedDowntime(disruptions(plan.changes)))],
    ],
  );
}

function losses({ losses: found, refused }: Verdict): string[] {
  if (found.length === 0) return [];
  const rows = found.map(({ resource, what, operation, because }) => [
    code(resource),
    what,
    operation,
    because.map(code).join(', '),
    refused.some((loss) => loss.resource === resource) ? '✗' : 'allowed',
  ]);
  const how = `Allow exactly this for one run: \`--allow-store-changes ${refused.map(({ resource }) => resource).join(' ')}\``;
  return [
    '### Stores that would lose something',
    '',
    ...table(['resource', 'is', 'would be', 'because of', ''], rows),
    ...(refused.length > 0 ? [how, ''] : []),
  ];
}

function violations({ mandatory, advisory }: Verdict): string[] {
  const found = [...mandatory, ...advisory];
  if (found.length === 0) return [];
  const rows = found.map(({ level, policy, resource, message }) => [
    level,
    code(policy),
    code(resource),
    escaped(message),
  ]);
  return ['### Policies', '', ...table(['level', 'policy', 'resource', 'why'], rows)];
}

const errors = ({ errors: found }: Plan): string[] =>
  found.length === 0 ? [] : ['### Errors', '', ...found.map((message) => `- ${escaped(message)}`), ''];

function disruption({ changes }: Plan): string[] {
  const rows = disruptions(changes).map(({ workload, happens, effect }) => [code(workload), happens, effect]);
  return rows.length === 0
    ? []
    : ['### What users notice', '', ...table(['workload', 'it', 'noticed'], rows)];
}

function byKind({ changes }: Plan): string[] {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    return [kind, ...OPERATIONS.map((operation) => String(number(own, operation) || ''))];
  });
  return rows.length === 0 ? [] : ['### Changes', '', ...table(['kind', ...OPERATIONS], rows)];
}

const details = ({ changes }: Plan): string[] =>
  sorted(changes).map((change) => `- ${SIGNS[change.operation]} ${code(reference(change))}${paths(change)}`);

function paths({ operation, paths: found }: Change): string {
  if (operation === 'create' || operation === 'delete' || found.length === 0) return '';
  const more = found.length - PATHS_SHOWN;
  return `: ${found.slice(0, PATHS_SHOWN).map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
