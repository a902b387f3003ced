import { type Static, Type } from 'typebox';
import { ProjectId } from '../../memories/schemas.ts';
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
  title,
  Words,
} from '../fields.ts';

const MAX_ALTERNATIVES = 20;

export const DecisionId = entityId('Id of a decision');

/** What a decision can be set to; `superseded` comes from another decision alone. */
export const SETTABLE_STATUSES = ['proposed', 'accepted', 'rejected', 'deprecated'] as const;
const Settable = Type.Enum([...SETTABLE_STATUSES]);
export const DecisionStatus = Type.Enum([...SETTABLE_STATUSES, 'superseded']);
export type DecisionStatus = Static<typeof DecisionStatus>;

export const Alternative = Type.Object(
  { option: title('What could have been done instead'), reason: Type.Optional(text('Why it was not')) },
  strict,
);
export type Alternative = Static<typeof Alternative>;

const Alternatives = Type.Array(Alternative, { maxItems: MAX_ALTERNATIVES });

export const Decision = Type.Object(
  {
    id: DecisionId,
    project: ProjectId,
    title: Type.String(),
    decision: Type.String({ description: 'What was decided' }),
    rationale: nullable(Type.String({ description: 'Why' })),
    alternatives: Type.Array(Alternative),
    status: DecisionStatus,
    supersedes: nullable(DecisionId),
    supersededBy: nullable(DecisionId),
    tags: Type.Array(Type.String()),
    sessionId: nullable(Type.String()),
    createdAt: moment('When it was recorded (UTC)'),
    updatedAt: moment('When it was last changed (UTC)'),
  },
  { ...strict, description: 'A design decision of a project' },
);
export type Decision = Static<typeof Decision>;

export const DecisionInput = Type.Object(
  {
    title: title('What it is about'),
    decision: text('What was decided'),
    rationale: Type.Optional(text('Why')),
    alternatives: Type.Optional(Alternatives),
    status: Type.Optional(Settable),
    supersedes: Type.Optional(DecisionId),
    tags: Type.Optional(tags('Labels to filter by')),
    sessionId: Type.Optional(SessionLink),
  },
  strict,
);
/** Default: status accepted. */
export type DecisionInput = Static<typeof DecisionInput>;

export const DecisionChanges = Type.Object(
  {
    title: Type.Optional(title('What it is about')),
    decision: Type.Optional(text('What was decided')),
    rationale: Type.Optional(nullable(text('Why'))),
    alternatives: Type.Optional(Alternatives),
    status: Type.Optional(Settable),
    tags: Type.Optional(tags('Replaces the labels')),
    sessionId: Type.Optional(nullable(SessionLink)),
  },
  { ...strict, minProperties: 1 },
);
export type DecisionChanges = Static<typeof DecisionChanges>;

export const DecisionQuery = Type.Object(
  {
    status: Type.Optional(DecisionStatus),
    tag: Type.Optional(Label),
    sessionId: Type.Optional(SessionLink),
    q: Type.Optional(Words),
    ...paging,
  },
  strict,
);
export type DecisionQuery = Static<typeof DecisionQuery>;

export const DecisionPage = Type.Object({ decisions: Type.Array(Decision), nextCursor: NextCursor }, strict);
export type DecisionPage = Static<typeof DecisionPage>;
