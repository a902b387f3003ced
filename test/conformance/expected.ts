import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Outcome } from './run.ts';

export const REVISIONS = ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'] as const;
export type Target = 'fixture' | 'service';

interface Group {
  reason: string;
  revisions: string[];
  scenarios: string[];
}

const groups = load(readFileSync(join(import.meta.dirname, 'expected.yaml'), 'utf8')) as Record<
  Target,
  Group[]
>;

/** What expected.yaml says is not passed, sorted. */
export function expectedFailures(target: Target, revision: string): string[] {
  return groups[target]
    .filter(({ revisions }) => revisions.includes(revision))
    .flatMap(({ scenarios }) => scenarios)
    .sort();
}

/**
 * What was not passed, written as expected.yaml writes it: by check where `expected` names checks of the scenario,
 * else the scenario as a whole.
 */
export function failures(outcomes: Map<string, Outcome>, expected: string[]): string[] {
  const byCheck = new Set(
    expected.filter((entry) => entry.includes(':')).map((entry) => entry.split(':')[0]),
  );
  return [...outcomes]
    .filter(([, { result }]) => result !== 'passed')
    .flatMap(([scenario, { failed }]) =>
      byCheck.has(scenario) ? failed.map((check) => `${scenario}:${check}`) : [scenario],
    )
    .sort();
}

/** Why each scenario failed, for a test that fails because of it. */
export const explain = (outcomes: Map<string, Outcome>) =>
  [...outcomes].flatMap(([scenario, { messages }]) => messages.map((m) => `${scenario} · ${m}`)).join('\n');
