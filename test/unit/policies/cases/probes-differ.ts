import { probesDiffer } from '../../../../policies/rules/probes-differ.ts';
import { type Cases, deployment, goodPod } from '../check.ts';

const tcpSocket = { port: 'http' };
const probes = (readinessProbe: object, livenessProbe: object) =>
  deployment(goodPod({ readinessProbe, livenessProbe }));

export const cases: Cases = {
  policy: probesDiffer,

  bad: {
    'the same': {
      of: probes({ tcpSocket }, { tcpSocket }),
      says: ['container api: liveness bears 30 s of silence, readiness 30 s: not twice as much'],
    },
    'liveness that asks the stores': {
      of: probes({ tcpSocket, failureThreshold: 1 }, { httpGet: { path: '/ready', port: 'http' } }),
      says: ['container api: liveness must not ask for /ready'],
    },
  },
  good: {
    'a patient one': deployment(),
    'one probe alone': deployment(goodPod({ livenessProbe: undefined })),
  },
};
