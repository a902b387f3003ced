import { type Static, Type } from 'typebox';
import { LIMITS, ProjectId } from '../../memories/schemas.ts';
import { moment, nullable, SessionLink, strict } from '../fields.ts';
import { UserId } from '../sessions/schemas.ts';

/** Tokens of an assembled context. The least one has room for a heading and an item. */
export const BUDGET = { min: 100, max: 32_000, default: 4000 } as const;

/** What a context is made of, the most important first. */
export const SECTIONS = ['session', 'pinned', 'todos', 'decisions', 'relevant', 'notes'] as const;
export const Section = Type.Enum([...SECTIONS], {
  description:
    'session: summary of the last ended session; pinned: pinned memories; todos: unfinished, most urgent first; decisions: proposed and accepted; relevant: memories found by the query, or the newest without one; notes',
});
export type Section = (typeof SECTIONS)[number];

export const ContextInput = Type.Object(
  {
    query: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: LIMITS.query,
        pattern: '\\S',
        description: 'What the work is about; memories and notes are chosen by it',
      }),
    ),
    maxTokens: Type.Optional(
      Type.Integer({
        minimum: BUDGET.min,
        maximum: BUDGET.max,
        description: `The Markdown is never longer. Default ${BUDGET.default}`,
      }),
    ),
    sections: Type.Optional(
      Type.Array(Section, { minItems: 1, uniqueItems: true, description: 'Default all' }),
    ),
    sessionId: Type.Optional(
      Type.Unsafe<string>({
        ...SessionLink,
        description: 'The session under way: not taken for the last one',
      }),
    ),
    userId: Type.Optional(
      Type.Unsafe<string>({ ...UserId, description: 'Whose last session; default anyone’s' }),
    ),
  },
  strict,
);
export type ContextInput = Static<typeof ContextInput>;

export const ContextItem = Type.Object(
  {
    section: Section,
    kind: Type.Enum(['session', 'memory', 'todo', 'decision', 'note']),
    id: Type.String({ description: 'Id of the session, memory, todo, decision or note it comes from' }),
    title: nullable(Type.String()),
    text: Type.String({ description: 'As it stands in the Markdown' }),
    truncated: Type.Boolean({ description: 'true: the text goes on where it comes from' }),
    tokens: Type.Integer({ minimum: 1 }),
    score: nullable(Type.Number({ description: 'For what was found by the query' })),
    createdAt: moment('When it was made (UTC)'),
  },
  strict,
);
export type ContextItem = Static<typeof ContextItem>;

export const ProjectBriefing = Type.Object(
  {
    project: ProjectId,
    markdown: Type.String({ description: 'All of it in one text, each item followed by its kind and id' }),
    tokens: Type.Integer({ minimum: 0, description: 'Of the Markdown; never more than maxTokens' }),
    maxTokens: Type.Integer(),
    items: Type.Array(ContextItem, { description: 'What the Markdown is made of, in its order' }),
    omitted: Type.Integer({ minimum: 0, description: 'Items that were found but had no room' }),
    degraded: Type.Boolean({ description: 'true: a part of the search was not available' }),
  },
  { ...strict, description: 'What is worth knowing before work on the project goes on' },
);
export type ProjectBriefing = Static<typeof ProjectBriefing>;
