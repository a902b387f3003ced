import { kindPolicy } from '../lib/policy.ts';

interface Peer {
  ipBlock?: { cidr?: string };
  podSelector?: object;
  namespaceSelector?: object;
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: object[];
}

const isAnyNamespace = ({ namespaceSelector }: Peer): boolean =>
  namespaceSelector !== undefined && Object.keys(namespaceSelector).length === 0;

const isAnywhere = ({ ipBlock }: Peer): boolean => /^(0\.0\.0\.0|::)\/0$/.test(ipBlock?.cidr ?? '');

export const narrowNetwork = kindPolicy(
  {
    name: 'narrow-network',
    what: 'Rules of a NetworkPolicy name peers and ports, and let nobody in from anywhere.',
    why: 'A rule without peers or ports opens everything that the default closed.',
  },
  ['NetworkPolicy'],
  (props, report) => {
    const { ingress = [], egress = [] } = (props.spec ?? {}) as { ingress?: Rule[]; egress?: Rule[] };
    for (const [direction, rules] of Object.entries({ ingress, egress })) {
      for (const [index, { from, to, ports }] of rules.entries()) {
        const peers = from ?? to ?? [];
        const at = `${direction}[${index}]`;
        if (peers.length === 0) report(`${at} names no peers`);
        if (!ports?.length) report(`${at} names no ports`);
        if (peers.some(isAnyNamespace)) report(`${at} takes every namespace`);
        if (direction === 'ingress' && peers.some(isAnywhere)) report(`${at} lets everybody in`);
      }
    }
  },
);
