import { containerPolicy } from '../lib/policy.ts';

export const runAsNonRoot = containerPolicy(
  {
    name: 'run-as-non-root',
    what: 'Containers run as a user and a group of their own, not as root.',
    why: 'Root in a container is root on the node as soon as anything lets it out.',
  },
  ({ securityContext = {} }, say, pod) => {
    const effective = (key: string) => securityContext[key] ?? pod.securityContext?.[key];
    if (effective('runAsNonRoot') !== true) say('runAsNonRoot must be true');
    for (const key of ['runAsUser', 'runAsGroup']) {
      const id = effective(key);
      if (typeof id !== 'number') say(`${key} must be set`);
      else if (id === 0) say(`${key} must not be 0`);
    }
  },
);
