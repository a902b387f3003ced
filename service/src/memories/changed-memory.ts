import { AppError } from '../errors.ts';
import type { UpdateInput } from './change-schemas.ts';
import type { Memory } from './schemas.ts';

/** Clocks differ a little. */
const FUTURE_MS = 5 * 60_000;

const refuse = (field: string, message: string): never => {
  throw new AppError('INVALID_REQUEST', { message, details: { field } });
};

/**
 * What a memory is after a change.
 *
 * @throws AppError INVALID_REQUEST for what its tier does not allow, or fields that do not go together
 */
export function changedMemory(current: Memory, input: UpdateInput, now: Date): Memory {
  const { ttlSeconds, verifiedAt, ...fields } = input;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const memory: Memory = { ...current, ...given };
  if (memory.content !== current.content) memory.verifiedAt = null;
  if (verifiedAt !== undefined) memory.verifiedAt = verification(verifiedAt, now);
  if (memory.pinned && memory.tier === 'short') {
    refuse('pinned', 'A short-tier memory expires and cannot be pinned; promote it first');
  }
  if (memory.pinned) memory.expiresAt = null;
  if (ttlSeconds !== undefined) memory.expiresAt = expiry(memory, ttlSeconds, now);
  return memory;
}

function verification(time: string | null, now: Date): string | null {
  if (time === null) return null;
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) refuse('verifiedAt', 'verifiedAt is not a time');
  if (ms > now.getTime() + FUTURE_MS) refuse('verifiedAt', 'verifiedAt is in the future');
  if (ms < 0) refuse('verifiedAt', 'verifiedAt is before the year 1970');
  return new Date(ms).toISOString();
}

function expiry({ tier, pinned }: Memory, ttlSeconds: number | null, now: Date): string | null {
  if (ttlSeconds === null) {
    return tier === 'short' ? refuse('ttlSeconds', 'A short-tier memory always expires; promote it') : null;
  }
  if (tier === 'long') refuse('ttlSeconds', 'ttlSeconds is for the short and mid tier; long stays');
  if (pinned) refuse('ttlSeconds', 'A pinned memory never expires; leave ttlSeconds out or unpin it');
  return new Date(now.getTime() + ttlSeconds * 1000).toISOString();
}
