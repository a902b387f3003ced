import { podPolicy } from '../lib/policy.ts';

export const gracefulEnd = podPolicy(
  {
    name: 'graceful-end',
    what: 'Pods say how long they may take to end, longer than their preStop pause.',
    why: 'A grace period that the pause uses up kills the process before it has finished its requests.',
  },
  (pod, report) => {
    const grace = pod.terminationGracePeriodSeconds;
    if (!grace) return report('terminationGracePeriodSeconds must be set');
    for (const { name, lifecycle } of pod.containers ?? []) {
      const pause = lifecycle?.preStop?.sleep?.seconds ?? 0;
      if (pause >= grace)
        report(`container ${name}: preStop sleeps ${pause} s of terminationGracePeriodSeconds ${grace}`);
    }
  },
);
