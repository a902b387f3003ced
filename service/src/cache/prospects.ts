/** After so many misses in a row there is little hope. */
const MISSES = 100;
/** Then only one in so many looks. */
const EVERY = 8;

/**
 * Whether looking into a shared cache is likely to find something. Where nothing is asked twice, looking costs time and
 * never helps, so most looks are spared until something is found again, here or there.
 */
export interface Prospects {
  good(): boolean;
  /** Whether to look this time. */
  look(): boolean;
  /** What came of a look, or that the process itself had the answer. */
  found(hit: boolean): void;
}

export function createProspects(): Prospects {
  let misses = 0;
  let turn = 0;
  const good = () => misses < MISSES;
  return {
    good,
    look: () => good() || ++turn % EVERY === 0,
    found(hit) {
      misses = hit ? 0 : misses + 1;
    },
  };
}
