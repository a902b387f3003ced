import { containerPolicy } from '../lib/policy.ts';

export const noPrivilegeEscalation = containerPolicy(
  {
    name: 'no-privilege-escalation',
    what: 'No container is privileged or can become more than it started as.',
    why: 'A set-uid program or an unmasked /proc is a way to the node.',
  },
  ({ securityContext = {} }, say) => {
    const { allowPrivilegeEscalation, privileged, procMount } = securityContext;
    if (allowPrivilegeEscalation !== false) say('allowPrivilegeEscalation must be false');
    if (privileged === true) say('privileged must not be true');
    if (procMount !== undefined && procMount !== 'Default') say(`procMount ${procMount} is not allowed`);
  },
);
