import { findAssignments } from './assignments.ts';
import type { Credential } from './credential.ts';
import { findPrivateKeys } from './private-keys.ts';
import { findTokens } from './token-formats.ts';
import { findUrlPasswords } from './url-passwords.ts';

/** The most telling first: where two see the same place, the first names it. */
const DETECTORS = [findPrivateKeys, findTokens, findUrlPasswords, findAssignments];

/** What looks like a credential in a text, in order and without overlaps. */
export function findCredentials(text: string): Credential[] {
  const found = DETECTORS.flatMap((detect, rank) => detect(text).map((one) => ({ ...one, rank })));
  found.sort((a, b) => a.start - b.start || a.rank - b.rank);
  const merged: (Credential & { rank: number })[] = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (!last || one.start >= last.end) {
      merged.push({ ...one });
      continue;
    }
    last.end = Math.max(last.end, one.end);
    if (one.rank < last.rank) Object.assign(last, { kind: one.kind, rank: one.rank });
  }
  return merged.map(({ kind, start, end }) => ({ kind, start, end }));
}

/** The text with `[masked:kind]` in the place of each credential. */
export function maskCredentials(text: string, credentials: readonly Credential[]): string {
  let at = 0;
  let masked = '';
  for (const { kind, start, end } of credentials) {
    masked += `${text.slice(at, start)}[masked:${kind}]`;
    at = end;
  }
  return masked + text.slice(at);
}
