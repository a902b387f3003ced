import { portsDeclared } from '../../../../policies/rules/ports-declared.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const PORTS = [{ name: 'http', containerPort: 8000 }];

export const cases: Cases = {
  policy: portsDeclared,
  bad: {
    'a port without a name that only root may open': {
      of: deployment(goodPod({ ports: [...PORTS, { containerPort: 80 }] })),
      says: ['container api: port 80 has no name', 'container api: port 80 is below 1024'],
    },
    'a name that no Service can use': {
      of: deployment(goodPod({ ports: [...PORTS, { name: 'Metrics_Port', containerPort: 9090 }] })),
      says: ['container api: port 9090: Metrics_Port is no name of a port'],
    },
    'probes of other ports': {
      of: deployment(
        goodPod({ startupProbe: { grpc: { port: 9000 } }, readinessProbe: { httpGet: { port: 81 } } }),
      ),
      says: [
        'container api: startupProbe asks port 9000, which is not declared',
        'container api: readinessProbe asks port 81, which is not declared',
      ],
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
