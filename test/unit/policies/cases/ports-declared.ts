import { portsDeclared } from '../../../../policies/rules/ports-declared.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

export const cases: Cases = {
  policy: portsDeclared,
  bad: {
    'a port without a name that only root may open': {
      of: deployment(goodPod({ ports: [{ name: 'http', containerPort: 8000 }, { containerPort: 80 }] })),
      says: ['container api: port 80 has no name', 'container api: port 80 is below 1024'],
    },
    'a probe of another port': {
      of: deployment(goodPod({ livenessProbe: { tcpSocket: { port: 'metrics' } } })),
      says: ['container api: livenessProbe asks port metrics, which is not declared'],
    },
  },
  good: {
    'by name': deployment(),
    'by number': deployment(goodPod({ livenessProbe: { tcpSocket: { port: 8000 } } })),
    'a command': deployment(goodPod({ livenessProbe: { exec: { command: ['true'] } } })),
  },
};
