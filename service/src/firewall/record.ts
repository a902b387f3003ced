import type { PoolConnection } from 'mysql2/promise';
import { newEntity } from '../context/dependencies.ts';
import { putTerms } from '../context/terms.ts';
import { LIMITS } from '../memories/schemas.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { embeddedText } from './embedded-text.ts';
import type { Normalized } from './normalize.ts';
import { countDay, findByFingerprint, setTags, upsertPattern } from './patterns.ts';
import type { ErrorPattern, RecordError } from './schemas.ts';

/**
 * Counts an error under its pattern, within a transaction.
 *
 * @returns the pattern, and whether it is new to the project
 */
export async function recordOccurrence(
  connection: PoolConnection,
  project: string,
  input: RecordError,
  normalized: Normalized,
): Promise<{ error: ErrorPattern; created: boolean }> {
  const draft = draftPattern(project, input, normalized);
  const { id } = draft;
  const created = await upsertPattern(connection, draft, normalized.fingerprint);
  if (created) {
    await putTerms(connection, { kind: 'error', id, project }, [embeddedText(draft), draft.message]);
    await enqueue(connection, { kind: 'error', id, project, sweep: false });
  }
  const error = created ? draft : await withTags(connection, project, normalized, draft.tags);
  await countDay(connection, project, error.id, draft.lastSeenAt);
  return { error, created };
}

/** The pattern that was there, with these tags added. */
async function withTags(
  connection: PoolConnection,
  project: string,
  { fingerprint }: Normalized,
  tags: readonly string[],
): Promise<ErrorPattern> {
  const known = await findByFingerprint(connection, project, fingerprint);
  // The statement before has locked the row.
  if (!known) throw new Error('a counted error has no row');
  const all = Array.from(new Set([...known.tags, ...tags])).slice(0, LIMITS.tags);
  if (all.length === known.tags.length) return known;
  const error = { ...known, tags: all };
  await setTags(connection, error);
  return error;
}

function draftPattern(
  project: string,
  { message, stack, tags, sessionId }: RecordError,
  { type, pattern }: Normalized,
): ErrorPattern {
  const { id, now } = newEntity();
  return {
    id,
    project,
    type,
    message,
    pattern,
    stack: stack ?? null,
    tags: tags ?? [],
    occurrences: 1,
    solutions: 0,
    sessionId: sessionId ?? null,
    firstSeenAt: now,
    lastSeenAt: now,
  };
}
