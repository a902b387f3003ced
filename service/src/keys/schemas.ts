import { type Static, Type } from 'typebox';
import { SCOPES } from '../http/principal.ts';
import { ProjectId } from '../memories/schemas.ts';
import { moment, nullable } from '../schema-parts.ts';

const strict = { additionalProperties: false } as const;
const HOUR_SECONDS = 3600;
/** How long a replaced key goes on working unless the caller says otherwise. */
export const OVERLAP_SECONDS = 24 * HOUR_SECONDS;
export const MAX_OVERLAP_SECONDS = 30 * 24 * HOUR_SECONDS;

/** The public part of a key. */
export const KeyId = Type.String({
  pattern: '^[A-Za-z0-9_~-]{1,64}$',
  description: 'The part between sk- and the dot',
});
const Name = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' });
const Scopes = Type.Array(Type.Enum([...SCOPES]), {
  minItems: 1,
  maxItems: SCOPES.length,
  uniqueItems: true,
  description: 'read: get, list, search; write: store, change, delete; admin: keys, settings, jobs',
});
const Contact = Type.String({
  format: 'email',
  maxLength: 320,
  description: 'E-mail address that is told when the key is replaced',
});

export const ApiKey = Type.Object(
  {
    id: KeyId,
    name: Type.String(),
    scopes: Scopes,
    project: nullable(Type.String({ description: 'The only project it may touch; null: all' })),
    contact: nullable(Type.String({ description: 'Who is told when it is replaced' })),
    origin: Type.Enum(['created', 'bootstrap'], {
      description: 'bootstrap: given with the configuration',
    }),
    createdAt: moment('When it was made (UTC)'),
    expiresAt: nullable(moment('When it stops working (UTC); null: never')),
    revokedAt: nullable(moment('When it was revoked (UTC)')),
    lastUsedAt: nullable(moment('When it was last used, exact to a minute (UTC)')),
    replacedBy: nullable(Type.String({ description: 'Id of the key that takes its place' })),
  },
  { ...strict, title: 'ApiKey' },
);
export type ApiKey = Static<typeof ApiKey>;

export const ListKeysQuery = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 256, description: 'nextCursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  },
  strict,
);

export const KeyPage = Type.Object(
  { keys: Type.Array(ApiKey), nextCursor: nullable(Type.String({ description: 'null: the last page' })) },
  strict,
);
export type KeyPage = Static<typeof KeyPage>;

export const NewKeyInput = Type.Object(
  {
    name: Name,
    scopes: Scopes,
    project: Type.Optional(ProjectId),
    expiresAt: Type.Optional(moment('When it stops working; in the future')),
    contact: Type.Optional(Contact),
  },
  strict,
);
export type NewKeyInput = Static<typeof NewKeyInput>;

export const CreatedKey = Type.Object(
  {
    key: Type.String({ description: 'The key itself, sk-<id>.<secret>. It cannot be shown again.' }),
    apiKey: ApiKey,
  },
  strict,
);

export const RotateInput = Type.Object(
  {
    overlapSeconds: Type.Integer({
      minimum: 0,
      maximum: MAX_OVERLAP_SECONDS,
      default: OVERLAP_SECONDS,
      description: 'How long the old key goes on working',
    }),
  },
  strict,
);

export const Notice = Type.Object(
  {
    channel: Type.Enum(['webhook', 'email']),
    sent: Type.Boolean(),
    error: Type.Optional(Type.String({ description: 'Why it could not be sent' })),
  },
  strict,
);
/** What became of telling a key's holder. */
export type Notice = Static<typeof Notice>;

export const RotatedKey = Type.Object(
  {
    key: Type.String({ description: 'The new key itself. It cannot be shown again.' }),
    apiKey: ApiKey,
    previous: ApiKey,
    notices: Type.Array(Notice, { description: 'Who was told, through which channel' }),
  },
  strict,
);
