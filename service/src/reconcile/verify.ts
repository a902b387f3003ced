import type { Job, Progress } from '../jobs/job.ts';
import { enqueueAll } from '../outbox/enqueue.ts';
import { VECTOR_KINDS } from '../outbox/kinds.ts';
import type { ModelGuard } from '../vectors/guard.ts';
import type { VectorKindName } from '../vectors/kind.ts';
import { type CompareDependencies, compare } from './compare.ts';
import { DRIFTS, type Drift, type DriftKind } from './drift.ts';

const MAX_EXAMPLES = 20;

export interface VerifyReport extends Record<DriftKind, number> {
  /** Entities in MySQL that have vectors. */
  checked: number;
  /** Handed to the outbox, which brings them right. */
  repaired: number;
  /** The first few. */
  examples: (Drift & { kind: VectorKindName })[];
}

export interface VerifyOptions {
  /** Hand what is wrong to the outbox. */
  repair: boolean;
  /** Told how many of each sort were found. */
  onDrift?: (what: DriftKind, count: number) => void;
}

/** Compares all vectors with MySQL and, if asked to, has the outbox repair what is wrong. */
export async function verifyVectors(
  dependencies: CompareDependencies,
  { repair, onDrift }: VerifyOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const report: VerifyReport = {
    checked: 0,
    missing: 0,
    stale: 0,
    orphaned: 0,
    misplaced: 0,
    repaired: 0,
    examples: [],
  };
  for (const kind of VECTOR_KINDS) {
    for await (const { checked, drift } of compare(dependencies, kind, signal)) {
      report.checked += checked;
      for (const found of drift) {
        report[found.what] += 1;
        if (report.examples.length < MAX_EXAMPLES) report.examples.push({ kind: kind.name, ...found });
      }
      if (repair && drift.length > 0) {
        const entries = new Map(drift.map((found) => [found.id, { kind: kind.name, ...found }]));
        await enqueueAll(dependencies.mysql, [...entries.values()]);
        report.repaired += entries.size;
      }
      progress(report.checked);
    }
  }
  for (const what of DRIFTS) if (report[what] > 0) onDrift?.(what, report[what]);
  return report;
}

export interface VerifyDependencies extends CompareDependencies {
  guard: ModelGuard;
}

/** The job that does it. */
export const verifyJob = (dependencies: VerifyDependencies, options: VerifyOptions): Job<VerifyReport> => ({
  name: 'vectors-verify',
  project: null,
  async run(progress, signal) {
    await dependencies.guard.ready();
    return verifyVectors(dependencies, options, progress, signal);
  },
});
