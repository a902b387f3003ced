import { partsOf } from './preview/plan.ts';

/** Counted only: nobody looks for one of them. */
const CREDENTIALS = 'generated credentials';

/** What people call the kinds that are protected. */
const WORDS: Record<string, string> = {
  StatefulSet: 'stores, without pods',
  PersistentVolumeClaim: 'volumes',
  RandomPassword: CREDENTIALS,
  RandomString: CREDENTIALS,
};

/** Says what a `down` has left of a stack whose stores are protected, and what one can do with it. */
export function staying(urns: string[], stack: string, namespace: string): string[] {
  const groups = new Map<string, string[]>();
  for (const { kind, name } of urns.map(partsOf)) {
    if (kind === 'Namespace') continue;
    const words = WORDS[kind] ?? kind;
    groups.set(words, [...(groups.get(words) ?? []), name]);
  }
  return [
    `  what is protected stays in namespace ${namespace}:`,
    ...[...groups].map(
      ([words, names]) => `    ${words}: ${words === CREDENTIALS ? names.length : names.sort().join(', ')}`,
    ),
    `  \`./deploy.sh up ${stack}\` starts from it; \`./deploy.sh down ${stack} --delete-data ${stack}\` deletes it for good`,
  ];
}
