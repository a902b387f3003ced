import { narrowRbac } from '../../../../policies/rules/narrow-rbac.ts';
import { type Cases, object } from '../check.ts';

const role = (...rules: object[]) => object('rbac.authorization.k8s.io/v1', 'Role', { rules });
const binding = (name: string, subject: string) =>
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { name },
    subjects: [{ kind: 'ServiceAccount', name: subject }],
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
    'a way into the cluster': {
      of: role({
        resources: ['nodes/proxy', 'services/status', 'certificatesigningrequests/approval'],
        verbs: ['update', 'approve'],
      }),
      says: [
        'rules[0]: nodes/proxy is too much',
        'rules[0]: services/status is too much',
        'rules[0]: certificatesigningrequests/approval is too much',
        'rules[0]: approve is too much',
      ],
    },
    'a say in what the API server accepts': {
      of: role({ resources: ['validatingwebhookconfigurations'], verbs: ['patch'] }),
      says: ['rules[0]: validatingwebhookconfigurations is too much'],
    },
    'rights to give rights': {
      of: role({ resources: ['roles'], verbs: ['bind', 'escalate', 'deletecollection'] }),
      says: [
        'rules[0]: bind is too much',
        'rules[0]: escalate is too much',
        'rules[0]: deletecollection is too much',
      ],
    },
    'pods of its own': {
      of: role({ apiGroups: ['apps'], resources: ['deployments', 'pods'], verbs: ['create'] }),
      says: ['rules[0]: writing deployments is too much', 'rules[0]: writing pods is too much'],
    },
    "a part of Kubernetes' own roles": {
      of: object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
        metadata: { labels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } },
      }),
      says: ['label rbac.authorization.k8s.io/aggregate-to-admin adds the rules to a role of Kubernetes'],
    },
    'the account default': {
      of: binding('pod-reader', 'default'),
      says: ['subject default is every pod that names no account'],
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
