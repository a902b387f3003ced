import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { ProjectId } from '../memories/schemas.ts';
import { TOPICS } from './topics.ts';

const strict = { additionalProperties: false } as const;
const Topics = Type.Array(Type.Enum([...TOPICS]), { minItems: 1, maxItems: TOPICS.length });

/** What a client may say, by its type. */
const MESSAGES = {
  ping: Type.Object({ type: Type.Literal('ping') }),
  auth: Type.Object(
    { type: Type.Literal('auth'), key: Type.String({ minLength: 1, maxLength: 512 }) },
    strict,
  ),
  subscribe: Type.Object(
    { type: Type.Literal('subscribe'), topics: Topics, project: Type.Optional(ProjectId) },
    strict,
  ),
  unsubscribe: Type.Object(
    {
      type: Type.Literal('unsubscribe'),
      topics: Type.Optional(Topics),
      project: Type.Optional(ProjectId),
    },
    strict,
  ),
};

const SHAPES: Readonly<Record<keyof typeof MESSAGES, string>> = {
  ping: '{"type":"ping"}',
  auth: '{"type":"auth","key":"sk-…"}',
  subscribe: `{"type":"subscribe","topics":[${TOPICS.map((topic) => `"${topic}"`).join(',')}],"project":"optional"}`,
  unsubscribe: '{"type":"unsubscribe","topics":["optional"],"project":"optional"}',
};

export type ClientMessage = {
  [Name in keyof typeof MESSAGES]: Static<(typeof MESSAGES)[Name]>;
}[keyof typeof MESSAGES];

/** A message as it should be, or why it is not one. */
export type Parsed = { message: ClientMessage } | { problem: string };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes a client's text apart. */
export function parseMessage(text: string): Parsed {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return { problem: 'A message is a JSON object' };
  const { type } = value as { type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(MESSAGES, type)) {
    return { problem: `type must be one of: ${Object.keys(MESSAGES).join(', ')}` };
  }
  const name = type as keyof typeof MESSAGES;
  if (!Value.Check(MESSAGES[name], value)) return { problem: `This message looks like ${SHAPES[name]}` };
  return { message: value as ClientMessage };
}
