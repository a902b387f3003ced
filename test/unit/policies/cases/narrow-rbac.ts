import { narrowRbac } from '../../../../policies/rules/narrow-rbac.ts';
import { type Cases, object } from '../check.ts';

const role = (...rules: object[]) => object('rbac.authorization.k8s.io/v1', 'Role', { rules });
const binding = (name: string, subject: string) =>
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { name },
    subjects: [{ name: subject }],
  });

export const cases: Cases = {
  policy: narrowRbac,

  bad: {
    wildcards: {
      of: role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
      says: [
        'rules[0]: apiGroups must not contain *',
        'rules[0]: resources must not contain *',
        'rules[0]: verbs must not contain *',
      ],
    },
    'a way to be somebody else': {
      of: role({ resources: ['secrets', 'pods/exec'], verbs: ['get', 'impersonate'] }),
      says: [
        'rules[0]: secrets is too much',
        'rules[0]: pods/exec is too much',
        'rules[0]: impersonate is too much',
      ],
    },
    'an administrator, and everybody': {
      of: binding('cluster-admin', 'system:authenticated'),
      says: ['role cluster-admin is too much', 'subject system:authenticated is everybody'],
    },
  },
  good: {
    'reading pods': role({ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }),
    'a binding of it': binding('pod-reader', 'prometheus'),
  },
};
