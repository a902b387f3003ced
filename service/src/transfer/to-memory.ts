import { AppError } from '../errors.ts';
import { assertWellFormed } from '../memories/draft.ts';
import { createdAtOf } from '../memories/identity.ts';
import type { Memory } from '../memories/schemas.ts';
import { idAt } from './id-at.ts';
import type { MemoryLine } from './records.ts';

const DEFAULT_IMPORTANCE = 0.5;
/** Clocks of two machines differ. */
const SKEW_MS = 60_000;

/**
 * The memory that a line describes, with the defaults of a store.
 *
 * @throws AppError INVALID_REQUEST for fields that do not go together
 */
export function toMemory(
  project: string,
  line: MemoryLine,
  shortTtlSeconds: number,
  now = Date.now(),
): Memory {
  const { kind: _kind, ...fields } = line;
  assertWellFormed({ content: line.content, tags: line.tags ?? [], source: line.source ?? null });
  const tier = line.tier ?? 'mid';
  const createdAt = line.createdAt ? time('createdAt', line.createdAt, now) : now;
  const shortEnd = tier === 'short' ? new Date(createdAt + shortTtlSeconds * 1000).toISOString() : null;
  const memory: Memory = {
    type: 'note',
    tags: [],
    importance: DEFAULT_IMPORTANCE,
    pinned: false,
    source: null,
    sessionId: null,
    verifiedAt: null,
    version: 1,
    ...fields,
    // The time in the id leads to the row, so the two must say the same.
    id: line.id && (!line.createdAt || createdAtOf(line.id) === createdAt) ? line.id : idAt(createdAt),
    project,
    tier,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(line.updatedAt ? time('updatedAt', line.updatedAt, now) : createdAt).toISOString(),
    expiresAt: line.expiresAt ? iso('expiresAt', line.expiresAt) : shortEnd,
  };
  if (memory.verifiedAt)
    memory.verifiedAt = new Date(time('verifiedAt', memory.verifiedAt, now)).toISOString();
  memory.createdAt = new Date(createdAtOf(memory.id)).toISOString();
  if (tier === 'short' && memory.pinned)
    throw refused('pinned: a short-tier memory expires and cannot be pinned');
  if (memory.expiresAt && (tier === 'long' || memory.pinned)) {
    throw refused('expiresAt: long and pinned memories stay');
  }
  return memory;
}

function iso(field: string, text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw refused(`${field} is not a time`);
  return new Date(ms).toISOString();
}

function time(field: string, text: string, now: number): number {
  const ms = Date.parse(iso(field, text));
  if (ms < 0 || ms > now + SKEW_MS) throw refused(`${field} must lie between 1970 and now`);
  return ms;
}

const refused = (message: string) => new AppError('INVALID_REQUEST', { message });
