import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { load } from 'js-yaml';
import type { Finding } from './finding.ts';

/** A finding that stays, and why. */
export interface Exception {
  check: string;
  /** `Kind/name`, with `*` for any part of either. */
  objects: string[];
  reason: string;
}

/** By the name of the checker. */
export type Exceptions = Record<string, Exception[]>;

export const FILE = join(import.meta.dirname, 'exceptions.yaml');

export const readExceptions = (): Exceptions => (load(readFileSync(FILE, 'utf8')) ?? {}) as Exceptions;

const covers = (exception: Exception, pattern: string, { check, object }: Finding): boolean =>
  exception.check === check && matchesGlob(object, pattern);

/**
 * Holds findings against the exceptions.
 *
 * @returns the findings without one, and the exceptions (with the pattern) that no longer match any
 */
export function judge(findings: Finding[], exceptions: Exceptions): { open: Finding[]; idle: string[] } {
  const open = findings.filter(
    (finding) =>
      !(exceptions[finding.tool] ?? []).some((exception) =>
        exception.objects.some((pattern) => covers(exception, pattern, finding)),
      ),
  );
  const idle = Object.entries(exceptions).flatMap(([tool, list]) =>
    list.flatMap((exception) =>
      exception.objects
        .filter(
          (pattern) =>
            !findings.some((finding) => finding.tool === tool && covers(exception, pattern, finding)),
        )
        .map((pattern) => `${tool} ${exception.check} ${pattern}`),
    ),
  );
  return { open, idle };
}
