import { type Static, Type } from 'typebox';
import { ListQuery, MemoryId, ProjectId } from '../memories/schemas.ts';

const strict = { additionalProperties: false } as const;
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const ForgetQuery = Type.Object(
  { dryRun: Type.Boolean({ description: 'true: only say what would be deleted' }) },
  strict,
);

export const ForgetReport = Type.Object(
  {
    project: ProjectId,
    dryRun: Type.Boolean(),
    rows: Type.Record(Type.String(), Type.Integer(), {
      description: 'Rows by table that are deleted, or would be. Vectors follow their rows within seconds.',
    }),
    shortKeys: count('Keys of the short tier'),
  },
  strict,
);
export type ForgetReport = Static<typeof ForgetReport>;

const { cursor: _cursor, limit: _limit, ...filters } = ListQuery.properties;

/** Most memories that one request deletes. */
const MAX_DELETED = 10_000;
export const DEFAULT_DELETED = 1000;

export const DeleteInput = Type.Object(
  {
    filter: Type.Object(filters, {
      ...strict,
      minProperties: 1,
      description: 'Which memories: all that is said must hold. It cannot be empty.',
    }),
    dryRun: Type.Optional(Type.Boolean({ description: 'Default true: only say which would be deleted' })),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_DELETED,
        description: `Most memories to delete, newest first. Default ${DEFAULT_DELETED}`,
      }),
    ),
  },
  strict,
);
export type DeleteInput = Static<typeof DeleteInput>;

export const DeleteReport = Type.Object(
  {
    dryRun: Type.Boolean(),
    matched: count('Memories that the filter found, up to the limit'),
    deleted: count('Memories that were deleted; others may have gone by themselves meanwhile'),
    more: Type.Boolean({ description: 'true: there are more; ask again' }),
    ids: Type.Array(MemoryId, { description: 'The first 100 of them' }),
  },
  strict,
);
export type DeleteReport = Static<typeof DeleteReport>;
