import { podPolicy } from '../lib/policy.ts';

export const noServiceLinks = podPolicy(
  {
    name: 'no-service-links',
    what: 'Pods get no environment variables about the Services around them.',
    why: 'They leak the addresses of a namespace, and MILVUS_PORT=tcp://… overrides a configuration.',
  },
  (pod, report) => {
    if (pod.enableServiceLinks !== false) report('enableServiceLinks must be false');
  },
);
