import { containerPolicy } from '../lib/policy.ts';
import type { Probe } from '../lib/workload.ts';

/** Seconds of silence that a probe bears; the numbers are Kubernetes' own where nothing is said. */
const patience = ({ periodSeconds = 10, failureThreshold = 3 }: Probe): number =>
  periodSeconds * failureThreshold;

export const probesDiffer = containerPolicy(
  {
    name: 'probes-differ',
    what: 'Liveness is at least twice as patient as readiness, and does not ask for readiness.',
    why: 'A slow pod must leave its Service before it is killed, and a lost store must not restart the service.',
  },
  ({ readinessProbe, livenessProbe }, say) => {
    if (!readinessProbe || !livenessProbe) return;
    if (patience(livenessProbe) < 2 * patience(readinessProbe))
      say(
        `liveness bears ${patience(livenessProbe)} s of silence, readiness ${patience(readinessProbe)} s: not twice as much`,
      );
    if (livenessProbe.httpGet?.path === '/ready') say('liveness must not ask for /ready');
  },
);
