import { noHostAccess } from '../../../../policies/rules/no-host-access.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: noHostAccess,
  bad: {
    "the node's namespaces": {
      of: deployment(
        goodPod({}, { hostNetwork: true, hostPID: true, hostIPC: true, shareProcessNamespace: true }),
      ),
      says: [
        'hostNetwork must not be set',
        'hostPID must not be set',
        'hostIPC must not be set',
        'shareProcessNamespace must not be set',
      ],
    },
    'a folder, a port and a setting of it': {
      of: deployment(
        goodPod(
          { ports: [{ name: 'http', containerPort: 8000, hostPort: 80 }] },
          {
            volumes: [{ name: 'docker', hostPath: { path: '/var/run/docker.sock' } }],
            securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] },
          },
        ),
      ),
      says: [
        'volume docker: hostPath is not allowed',
        'sysctls are not allowed',
        'container api: hostPort 80 is not allowed',
      ],
    },
    'a process of a Windows node': {
      of: deployment(goodPod({ securityContext: { windowsOptions: { hostProcess: true } } })),
      says: ['hostProcess must not be set'],
    },
  },
  good: {
    'nothing of it': deployment(),
    'hostNetwork false': deployment(goodPod({}, { hostNetwork: false })),
  },
};
