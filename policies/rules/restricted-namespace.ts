import { kindPolicy } from '../lib/policy.ts';

export const restrictedNamespace = kindPolicy(
  {
    name: 'restricted-namespace',
    what: 'Namespaces enforce, audit and warn at the pod security standard restricted.',
    why: 'What somebody starts there by hand is held to the same rules as what is declared.',
  },
  ['Namespace'],
  (props, report) => {
    for (const mode of ['enforce', 'audit', 'warn']) {
      const label = `pod-security.kubernetes.io/${mode}`;
      if (props.metadata?.labels?.[label] !== 'restricted') report(`label ${label} must be restricted`);
    }
  },
);
