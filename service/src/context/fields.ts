import { Type } from 'typebox';
import { MemoryId, SessionId } from '../memories/schemas.ts';

/** Bounds of the texts around a project. Lengths are in characters. */
export const TEXT_LIMITS = {
  title: 255,
  text: 16_000,
  query: 512,
  page: 100,
} as const;

export { Tags as tags } from '../memories/schemas.ts';
export { moment, nullable } from '../schema-parts.ts';

export const strict = { additionalProperties: false } as const;

export const entityId = (description: string) => Type.Unsafe<string>({ ...MemoryId, description });

/** A text of one line's length. */
export const title = (description: string) =>
  Type.String({ minLength: 1, maxLength: TEXT_LIMITS.title, pattern: '\\S', description });

/** A text of up to some pages. */
export const text = (description: string) =>
  Type.String({ minLength: 1, maxLength: TEXT_LIMITS.text, pattern: '\\S', description });

export const SessionLink = Type.Unsafe<string>({ ...SessionId, description: 'The session it belongs to' });

/** What every list takes. */
export const paging = {
  cursor: Type.Optional(Type.String({ maxLength: 512, description: 'nextCursor of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: TEXT_LIMITS.page, description: 'Default 20' })),
};

/** One label, for lists that can be filtered by it. */
export const Label = Type.String({ minLength: 1, maxLength: 64 });

/** Words that all must be there, for lists that can be searched. */
export const Words = Type.String({
  minLength: 1,
  maxLength: TEXT_LIMITS.query,
  pattern: '\\S',
  description: 'Only what has all of these words',
});

export const NextCursor = Type.Union([Type.String(), Type.Null()], {
  description: 'null: this is the last page',
});
