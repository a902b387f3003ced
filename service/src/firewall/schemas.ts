import { type Static, Type } from 'typebox';
import {
  entityId,
  Label,
  moment,
  NextCursor,
  nullable,
  paging,
  SessionLink,
  strict,
  tags,
  text,
  Words,
} from '../context/fields.ts';
import { ProjectId } from '../memories/schemas.ts';

const MAX_MESSAGE = 8192;
const MAX_STACK = 32_768;
export const DEFAULT_SIMILARITY = 0.85;

export const ErrorId = entityId('Id of an error pattern');
export const SolutionId = entityId('Id of a solution');

const Message = Type.String({
  minLength: 1,
  maxLength: MAX_MESSAGE,
  pattern: '\\S',
  description: 'The message as it was printed',
});
const Kind = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[^\\s].*$',
  description: 'Class or code, for example TypeError or ER_DUP_ENTRY',
});
const Stack = Type.String({
  minLength: 1,
  maxLength: MAX_STACK,
  description: 'The stack trace as it was printed',
});

export const Solution = Type.Object(
  {
    id: SolutionId,
    errorId: ErrorId,
    description: Type.String({ description: 'What to do' }),
    successes: Type.Integer({ minimum: 0 }),
    failures: Type.Integer({ minimum: 0 }),
    successRate: nullable(Type.Number({ minimum: 0, maximum: 1, description: 'null: not tried yet' })),
    sessionId: nullable(Type.String()),
    createdAt: moment('When it was added (UTC)'),
    updatedAt: moment('When it was last changed or tried (UTC)'),
  },
  { ...strict, description: 'What helps against an error, and how often it did' },
);
export type Solution = Static<typeof Solution>;

export const ErrorPattern = Type.Object(
  {
    id: ErrorId,
    project: ProjectId,
    type: nullable(Type.String()),
    message: Type.String({ description: 'As it was printed the last time' }),
    pattern: Type.String({ description: 'The message without what differs from time to time' }),
    stack: nullable(Type.String()),
    tags: Type.Array(Type.String()),
    occurrences: Type.Integer({ minimum: 1 }),
    solutions: Type.Integer({ minimum: 0, description: 'How many are known' }),
    sessionId: nullable(Type.String({ description: 'Where it happened the last time' })),
    firstSeenAt: moment('UTC'),
    lastSeenAt: moment('UTC'),
  },
  { ...strict, description: 'Errors that are the same but for paths, numbers, times and ids' },
);
export type ErrorPattern = Static<typeof ErrorPattern>;

export const RecordError = Type.Object(
  {
    message: Message,
    type: Type.Optional(Kind),
    stack: Type.Optional(Stack),
    tags: Type.Optional(tags('Labels to filter by')),
    sessionId: Type.Optional(SessionLink),
  },
  strict,
);
export type RecordError = Static<typeof RecordError>;

export const RecordedError = Type.Object(
  {
    error: ErrorPattern,
    created: Type.Boolean({ description: 'false: the project has seen this pattern before' }),
    solutions: Type.Array(Solution, { description: 'The best that are known' }),
  },
  strict,
);
export type RecordedError = Static<typeof RecordedError>;

export const ErrorQuery = Type.Object(
  {
    type: Type.Optional(Kind),
    tag: Type.Optional(Label),
    solved: Type.Optional(Type.Boolean({ description: 'Whether a solution has helped' })),
    since: Type.Optional(moment('Only what was seen at this time or later')),
    q: Type.Optional(Words),
    ...paging,
  },
  strict,
);
export type ErrorQuery = Static<typeof ErrorQuery>;

export const ErrorPage = Type.Object({ errors: Type.Array(ErrorPattern), nextCursor: NextCursor }, strict);
export type ErrorPage = Static<typeof ErrorPage>;

export const FindErrors = Type.Object(
  {
    message: Message,
    type: Type.Optional(Kind),
    stack: Type.Optional(Stack),
    threshold: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: `Least similarity. Default ${DEFAULT_SIMILARITY}` }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, description: 'Default 5' })),
  },
  strict,
);
export type FindErrors = Static<typeof FindErrors>;

export const SimilarError = Type.Object(
  {
    error: ErrorPattern,
    similarity: Type.Number({
      description: 'exact: 1; vector: cosine of the messages; keyword: share of the words matched',
    }),
    match: Type.Enum(['exact', 'vector', 'keyword']),
    solutions: Type.Array(Solution, { description: 'The best that are known' }),
  },
  strict,
);
export type SimilarError = Static<typeof SimilarError>;

export const SimilarErrors = Type.Object(
  {
    results: Type.Array(SimilarError),
    threshold: Type.Number(),
    degraded: Type.Boolean({ description: 'true: vectors were not available; found by words instead' }),
  },
  strict,
);
export type SimilarErrors = Static<typeof SimilarErrors>;

export const SolutionInput = Type.Object(
  { description: text('What to do'), sessionId: Type.Optional(SessionLink) },
  strict,
);
export type SolutionInput = Static<typeof SolutionInput>;

export const AddedSolution = Type.Object(
  { solution: Solution, created: Type.Boolean({ description: 'false: it was known already' }) },
  strict,
);
export type AddedSolution = Static<typeof AddedSolution>;

export const SolutionChanges = Type.Object(
  {
    outcome: Type.Optional(Type.Enum(['success', 'failure'], { description: 'Counts one attempt' })),
    description: Type.Optional(text('What to do')),
  },
  { ...strict, minProperties: 1 },
);
export type SolutionChanges = Static<typeof SolutionChanges>;

export const SolutionList = Type.Object(
  { solutions: Type.Array(Solution, { description: 'The best first' }) },
  strict,
);
export type SolutionList = Static<typeof SolutionList>;
