import { bytes, millicores } from '../../stacks/quantities.ts';
import { known } from '../lib/known.ts';
import { containerPolicy } from '../lib/policy.ts';

const AMOUNTS = { cpu: millicores, memory: bytes, 'ephemeral-storage': bytes };

export const resourcesSet = containerPolicy(
  {
    name: 'resources-set',
    what: 'Every container requests and limits CPU, memory and disk, and requests no more than its limit.',
    why: 'Without a request the scheduler guesses; without a limit one pod takes a node down with it.',
  },
  ({ resources = {} }, say) => {
    for (const kind of ['requests', 'limits'] as const) {
      const missing = Object.keys(AMOUNTS).filter((resource) => !resources[kind]?.[resource]);
      if (missing.length > 0) say(`resources.${kind} lacks ${missing.join(', ')}`);
    }
    for (const [resource, amount] of Object.entries(AMOUNTS)) {
      const [request, limit] = [resources.requests?.[resource], resources.limits?.[resource]];
      // Spellings that this program does not use are left to the API server.
      if (request && limit && known(() => amount(request) > amount(limit)))
        say(`requests ${request} of ${resource}, more than its limit ${limit}`);
    }
  },
);
