import { AppError } from '../errors.ts';
import { createdAtOf, newMemoryId } from './identity.ts';
import type { Memory, StoreInput } from './schemas.ts';

const DEFAULT_IMPORTANCE = 0.5;

/**
 * The memory that an input asks for, with the defaults filled in.
 *
 * @throws AppError INVALID_REQUEST for fields that do not go together
 */
export function draftMemory(project: string, input: StoreInput, shortTtlSeconds: number): Memory {
  const tier = input.tier ?? 'mid';
  if (tier !== 'short' && input.ttlSeconds !== undefined) {
    throw new AppError('INVALID_REQUEST', { message: 'ttlSeconds is for the short tier only' });
  }
  if (tier === 'short' && input.pinned) {
    throw new AppError('INVALID_REQUEST', { message: 'A short-tier memory expires and cannot be pinned' });
  }
  const texts = { content: [input.content], tags: input.tags ?? [], source: [input.source ?? ''] };
  for (const [field, values] of Object.entries(texts)) {
    if (values.every((text) => text.isWellFormed())) continue;
    throw new AppError('INVALID_REQUEST', {
      message: `${field} holds half a character (a lone surrogate)`,
      details: { field },
    });
  }
  const id = newMemoryId();
  const now = createdAtOf(id);
  const lifeMs = (input.ttlSeconds ?? shortTtlSeconds) * 1000;
  return {
    id,
    project,
    tier,
    type: input.type ?? 'note',
    content: input.content,
    tags: input.tags ?? [],
    importance: input.importance ?? DEFAULT_IMPORTANCE,
    pinned: input.pinned ?? false,
    source: input.source ?? null,
    sessionId: input.sessionId ?? null,
    createdAt: new Date(now).toISOString(),
    updatedAt: new Date(now).toISOString(),
    expiresAt: tier === 'short' ? new Date(now + lifeMs).toISOString() : null,
  };
}
