import { uniqueEnv } from '../../../../policies/rules/unique-env.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: uniqueEnv,
  bad: {
    twice: {
      of: deployment(
        goodPod({
          env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }, { name: 'B' }],
          ports: [{ containerPort: 8000 }, { containerPort: 8000 }],
          volumeMounts: [{ mountPath: '/tmp' }, { mountPath: '/tmp' }],
        }),
      ),
      says: [
        'container api: variable A stands twice',
        'container api: port 8000 stands twice',
        'container api: mount path /tmp stands twice',
      ],
    },
  },
  good: { once: deployment(goodPod({ env: [{ name: 'A' }, { name: 'B' }] })) },
};
