import { bytes } from '../../stacks/quantities.ts';
import type { Resources } from './resources.ts';

const MEBIBYTE = 2 ** 20;
/**
 * Logs of a container, which the kubelet counts, too: as it comes, it keeps five files of 10 MiB, and as many of the
 * container that ran before a restart: 100 MiB, were none of them compressed. The rest is for what the newest two have
 * grown beyond that between two of its looks, ten seconds apart: 1.4 MiB a second. Nodes that keep more need more.
 */
const LOGS_MIB = 128;
/** Share of what a pod may fill that is set aside for it. */
const USUAL = 0.25;

/** The resources with the disk of its node that a pod with these scratch directories may fill; more ends it. */
export function withDisk({ requests, limits }: Resources, scratch: Record<string, string> = {}) {
  const most = Object.values(scratch).reduce((sum, size) => sum + bytes(size) / MEBIBYTE, LOGS_MIB);
  return {
    requests: { ...requests, 'ephemeral-storage': `${Math.ceil(most * USUAL)}Mi` },
    limits: { ...limits, 'ephemeral-storage': `${most}Mi` },
  };
}
