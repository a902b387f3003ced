import type { Tier } from './schemas.ts';

/** Memories rise from low to high, never back. */
export const TIER_ORDER: Readonly<Record<Tier, number>> = { short: 0, mid: 1, long: 2 };
