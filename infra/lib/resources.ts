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
