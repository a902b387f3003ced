import { kindOf } from '../lib/kinds.ts';
import { resourcePolicy } from '../lib/policy.ts';

interface Grant {
  apiGroups?: string[];
  resources?: string[];
  verbs?: string[];
}

/** What lets its holder become anybody else. */
const POWERS = [
  'secrets',
  'pods/exec',
  'pods/attach',
  'pods/ephemeralcontainers',
  'serviceaccounts/token',
  'nodes/proxy',
  'services/status',
  'certificatesigningrequests/approval',
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
];
/** Whoever makes pods takes the place of every service account of the namespace. */
const PODS = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'cronjobs'];
const WRITES = ['create', 'update', 'patch'];
const TOO_MUCH = /^(escalate|bind|impersonate|approve|sign|deletecollection)$/;
const AGGREGATED = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;
const ROLES = ['cluster-admin', 'admin', 'edit'];

function faults({ apiGroups = [], resources = [], verbs = [] }: Grant): string[] {
  const wild = Object.entries({ apiGroups, resources, verbs }).filter(([, list]) => list.includes('*'));
  return [
    ...wild.map(([key]) => `${key} must not contain *`),
    ...resources.filter((resource) => POWERS.includes(resource)).map((resource) => `${resource} is too much`),
    ...verbs.filter((verb) => TOO_MUCH.test(verb)).map((verb) => `${verb} is too much`),
    ...resources
      .filter((resource) => PODS.includes(resource) && WRITES.some((verb) => verbs.includes(verb)))
      .map((resource) => `writing ${resource} is too much`),
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
    if (kind === 'ClusterRole') {
      for (const label of Object.keys(props.metadata?.labels ?? {}).filter((key) => AGGREGATED.test(key)))
        report(`label ${label} adds the rules to a role of Kubernetes`);
    }
    if (kind === 'Role' || kind === 'ClusterRole') {
      for (const [index, rule] of ((props.rules ?? []) as Grant[]).entries())
        for (const fault of faults(rule)) report(`rules[${index}]: ${fault}`);
    }
    if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') return;
    if (ROLES.includes(props.roleRef?.name)) report(`role ${props.roleRef.name} is too much`);
    for (const subject of (props.subjects ?? []) as { kind?: string; name?: string }[]) {
      if (subject.name?.startsWith('system:')) report(`subject ${subject.name} is everybody`);
      if (subject.kind === 'ServiceAccount' && subject.name === 'default')
        report('subject default is every pod that names no account');
    }
  },
);
