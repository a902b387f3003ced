import { Counter, type Registry } from 'prom-client';
import { DRIFTS, type DriftKind } from '../reconcile/drift.ts';

/** Counts vectors that were found to differ from MySQL. */
export function createDriftCounter(registry: Registry): (what: DriftKind, count: number) => void {
  const found = new Counter({
    name: 'mcp_vector_drift_total',
    help: 'Vectors that were found to differ from MySQL',
    labelNames: ['what'] as const,
    registers: [registry],
  });
  for (const what of DRIFTS) found.inc({ what }, 0);
  return (what, count) => found.inc({ what }, count);
}
