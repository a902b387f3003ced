import { apiCases } from './api.ts';
import { clusterCases } from './cluster.ts';
import type { AlertCase } from './situation.ts';
import { storeCases } from './stores.ts';
import { vectorCases } from './vectors.ts';

/** What every alert must fire for, and what it must stay silent for, by its name. */
export const cases: Record<string, AlertCase> = {
  ...apiCases,
  ...vectorCases,
  ...storeCases,
  ...clusterCases,
};
