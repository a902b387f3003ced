import { protectedStores } from '../../../../policies/rules/protected-stores.ts';
import { type Cases, goodPod, object, statefulSet } from '../check.ts';

const claim = { name: 'data', persistentVolumeClaim: { claimName: 'mysql-data' } };
const stores = (protect: boolean) =>
  [
    object('core/v1', 'Namespace', {}, 'namespace'),
    object('core/v1', 'PersistentVolumeClaim', {}, 'mysql-data'),
    { ...statefulSet(goodPod({}, { volumes: [claim] })), name: 'mysql' },
    {
      type: 'random:index/randomPassword:RandomPassword',
      name: 'mysql-password',
      props: { length: 32, special: false },
    },
  ].map((subject) => ({ ...subject, protect }));

export const cases: Cases = {
  policy: protectedStores,

  bad: {
    'unprotected ones': {
      of: stores(false),
      says: [
        'namespace (kubernetes:core/v1:Namespace) must be protected',
        'mysql-data (kubernetes:core/v1:PersistentVolumeClaim) must be protected',
        'mysql (kubernetes:apps/v1:StatefulSet) must be protected',
        'mysql-password (random:index/randomPassword:RandomPassword) must be protected',
      ],
    },
  },
  good: { 'protected ones': stores(true), 'a StatefulSet that keeps nothing': [statefulSet()] },
};
