import { kindOf } from '../lib/kinds.ts';
import { resourcePolicy } from '../lib/policy.ts';

interface Grant {
  apiGroups?: string[];
  resources?: string[];
  verbs?: string[];
}

/** What lets its holder become anybody else. */
const POWERS = ['secrets', 'pods/exec', 'pods/attach', 'serviceaccounts/token'];
const ROLES = ['cluster-admin', 'admin', 'edit'];

function faults({ apiGroups = [], resources = [], verbs = [] }: Grant): string[] {
  const wild = Object.entries({ apiGroups, resources, verbs }).filter(([, list]) => list.includes('*'));
  return [
    ...wild.map(([key]) => `${key} must not contain *`),
    ...resources.filter((resource) => POWERS.includes(resource)).map((resource) => `${resource} is too much`),
    ...verbs
      .filter((verb) => /^(escalate|bind|impersonate)$/.test(verb))
      .map((verb) => `${verb} is too much`),
  ];
}

export const narrowRbac = resourcePolicy(
  {
    name: 'narrow-rbac',
    what: 'Roles have no wildcards and no way to secrets, shells or other identities.',
    why: 'A role outlives its reason, and what it allows is what a thief of its token may do.',
  },
  ({ type, props }, report) => {
    const kind = kindOf(type);
    if (kind === 'Role' || kind === 'ClusterRole') {
      for (const [index, rule] of ((props.rules ?? []) as Grant[]).entries())
        for (const fault of faults(rule)) report(`rules[${index}]: ${fault}`);
    }
    if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') return;
    if (ROLES.includes(props.roleRef?.name)) report(`role ${props.roleRef.name} is too much`);
    for (const { name } of (props.subjects ?? []) as { name?: string }[]) {
      if (name?.startsWith('system:')) report(`subject ${name} is everybody`);
    }
  },
);
