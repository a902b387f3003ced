import { containerPolicy } from '../lib/policy.ts';

export const capabilitiesDropped = containerPolicy(
  {
    name: 'capabilities-dropped',
    what: 'Containers drop all capabilities and add none.',
    why: 'Nothing here needs raw sockets, mounts or any other part of what root may do.',
  },
  ({ securityContext }, say) => {
    const { drop = [], add = [] } = (securityContext?.capabilities ?? {}) as {
      drop?: string[];
      add?: string[];
    };
    if (!drop.includes('ALL')) say('capabilities.drop must contain ALL');
    for (const capability of add) say(`capability ${capability} must not be added`);
  },
);
