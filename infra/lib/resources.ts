import { bytes, millicores } from '../../stacks/quantities.ts';

type Amounts = {
  readonly cpu: string;
  readonly memory: string;
};

/** Requests and limits, as Kubernetes spells them. */
export type Resources = {
  readonly requests: Amounts;
  readonly limits: Amounts;
};

const MEBIBYTE = 2 ** 20;

/** The requests times `scale`, at least 1m and 1Mi; limits stay. Unscaled quantities keep their spelling. */
export function scaled({ requests, limits }: Resources, scale: number): Resources {
  if (scale === 1) return { requests, limits };
  return {
    requests: {
      cpu: `${Math.max(1, Math.round(millicores(requests.cpu) * scale))}m`,
      memory: `${Math.max(1, Math.round((bytes(requests.memory) * scale) / MEBIBYTE))}Mi`,
    },
    limits,
  };
}

/**
 * Percent of a scaled request that are as much CPU as `percent` of the request at full size: a pod that sets less aside
 * can do no less, and needs company under the same load.
 */
export const utilization = (percent: number, scale: number): number => Math.round(percent / scale);
