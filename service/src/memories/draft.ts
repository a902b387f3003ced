import { AppError } from '../errors.ts';
import type { UpdateInput } from './change-schemas.ts';
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
  if (tier === 'long' && input.ttlSeconds !== undefined) {
    throw new AppError('INVALID_REQUEST', {
      message: 'ttlSeconds is for the short and mid tier; long stays',
    });
  }
  if (tier === 'short' && input.pinned) {
    throw new AppError('INVALID_REQUEST', { message: 'A short-tier memory expires and cannot be pinned' });
  }
  if (input.pinned && input.ttlSeconds !== undefined) {
    throw new AppError('INVALID_REQUEST', { message: 'A pinned memory never expires; leave ttlSeconds out' });
  }
  assertWellFormed(input);
  const id = newMemoryId();
  const now = createdAtOf(id);
  const lifeSeconds = input.ttlSeconds ?? (tier === 'short' ? shortTtlSeconds : null);
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
    expiresAt: lifeSeconds === null ? null : new Date(now + lifeSeconds * 1000).toISOString(),
    verifiedAt: null,
    version: 1,
  };
}

/**
 * Refuses texts that no store could give back as they are.
 *
 * @throws AppError INVALID_REQUEST
 */
export function assertWellFormed(input: Pick<UpdateInput, 'content' | 'tags' | 'source'>): void {
  const texts = { content: [input.content ?? ''], tags: input.tags ?? [], source: [input.source ?? ''] };
  for (const [field, values] of Object.entries(texts)) {
    if (values.every((text) => text.isWellFormed())) continue;
    throw new AppError('INVALID_REQUEST', {
      message: `${field} holds half a character (a lone surrogate)`,
      details: { field },
    });
  }
}
