import { type Static, Type } from 'typebox';
import { ProjectId } from '../memories/schemas.ts';
import { nullable } from '../schema-parts.ts';

const strict = { additionalProperties: false } as const;
const Action = Type.String({
  pattern: '^[a-z][a-z_-]{0,30}\\.[a-z][a-z_-]{0,30}$',
  description: 'Thing and deed, for example key.revoke',
});

export const AuditLine = Type.Object(
  {
    id: Type.Integer(),
    at: Type.String({ format: 'date-time', description: 'When it was done (UTC)' }),
    keyId: nullable(Type.String({ description: 'Whose key it was; null: at the command line' })),
    address: nullable(Type.String({ description: 'Where the request came from' })),
    action: Type.String(),
    project: nullable(Type.String()),
    target: nullable(Type.String({ description: 'Id or name of what it was done to' })),
    detail: nullable(Type.Record(Type.String(), Type.Unknown())),
  },
  { ...strict, title: 'AuditLine' },
);
export type AuditLine = Static<typeof AuditLine>;

export const AuditQuery = Type.Object(
  {
    action: Type.Optional(Action),
    keyId: Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' })),
    project: Type.Optional(ProjectId),
    since: Type.Optional(Type.String({ format: 'date-time', description: 'Only at this time or later' })),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'Only before this time' })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: 'nextCursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
);
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditPage = Type.Object(
  {
    entries: Type.Array(AuditLine),
    nextCursor: nullable(Type.String({ description: 'null: the last page' })),
  },
  strict,
);
export type AuditPage = Static<typeof AuditPage>;
