import type { Plan, Violation } from './plan.ts';
import { notAllowed, type StoreLoss, storeLosses } from './stores.ts';

/** Exit codes of `preview` besides 0 (may be deployed) and 1 (could not be planned). */
export const EXIT = { policies: 3, stores: 4 } as const;

/** What is to be decided about a plan. */
export interface Verdict {
  losses: StoreLoss[];
  /** Losses that nobody has allowed. */
  refused: StoreLoss[];
  mandatory: Violation[];
  advisory: Violation[];
  exitCode: number;
}

/** Judges a plan. @param allowed `Kind/name` of each store that may be replaced or deleted this once */
export function judge(plan: Plan, allowed: string[]): Verdict {
  const losses = storeLosses(plan.changes);
  const refused = notAllowed(losses, allowed);
  const mandatory = plan.violations.filter(({ level }) => level === 'mandatory');
  const advisory = plan.violations.filter(({ level }) => level === 'advisory');
  const exitCode =
    refused.length > 0 ? EXIT.stores : mandatory.length > 0 ? EXIT.policies : plan.errors.length > 0 ? 1 : 0;
  return { losses, refused, mandatory, advisory, exitCode };
}
