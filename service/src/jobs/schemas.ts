import { type Static, Type } from 'typebox';
import { ProjectId } from '../memories/schemas.ts';
import { moment } from '../schema-parts.ts';

const strict = { additionalProperties: false } as const;

export const JobId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID version 7 in lower case',
});

export const JobName = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,63}$',
  description: 'What the job does, for example vectors-rebuild',
});

export const JobState = Type.Enum(['running', 'finished', 'failed']);
export type JobState = Static<typeof JobState>;

export const JobRecord = Type.Object(
  {
    id: JobId,
    name: JobName,
    project: Type.Union([ProjectId, Type.Null()], { description: 'null: it is about the whole service' }),
    state: JobState,
    done: Type.Integer({ minimum: 0, description: 'Steps done; what a step is depends on the job' }),
    total: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { description: 'null: not known' }),
    result: Type.Unknown({ description: 'What a finished job found or did; null before' }),
    error: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed' }),
    startedAt: moment('When it began (UTC)'),
    finishedAt: Type.Union([moment('When it ended (UTC)'), Type.Null()]),
  },
  { ...strict, title: 'Job' },
);
/** One run of a job. */
export type JobRecord = Static<typeof JobRecord>;

export const JobQuery = Type.Object(
  {
    name: Type.Optional(JobName),
    project: Type.Optional(ProjectId),
    state: Type.Optional(JobState),
    before: Type.Optional(JobId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default 20' })),
  },
  strict,
);
/** `before` is the id of a job: only older ones. */
export type JobQuery = Static<typeof JobQuery>;
