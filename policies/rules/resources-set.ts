import { containersOf, podPolicy } from '../lib/workload.ts';

/** Without a request the scheduler guesses; without a limit one pod takes a node down with it. */
export const resourcesSet = podPolicy(
  'resources-set',
  'Every container requests and limits CPU and memory.',
  (pod, report) => {
    for (const { name, resources } of containersOf(pod)) {
      for (const kind of ['requests', 'limits'] as const) {
        const missing = ['cpu', 'memory'].filter((resource) => !resources?.[kind]?.[resource]);
        if (missing.length > 0) report(`container ${name}: resources.${kind} lacks ${missing.join(' and ')}`);
      }
    }
  },
);
