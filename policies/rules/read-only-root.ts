import { containerPolicy } from '../lib/policy.ts';

export const readOnlyRoot = containerPolicy(
  {
    name: 'read-only-root',
    what: 'Root file systems are read-only.',
    why: 'Whoever breaks into a container finds nothing to change and nowhere to leave a tool.',
  },
  ({ securityContext }, say) => {
    if (securityContext?.readOnlyRootFilesystem !== true) say('readOnlyRootFilesystem must be true');
  },
);
