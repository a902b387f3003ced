import { Type } from 'typebox';
import { LIMITS, StoreInput, StoreResult } from '../../memories/schemas.ts';
import { Excerpt, excerpt, shareOf } from '../excerpt.ts';
import { defineTool, ProjectInput, projectOf } from '../tool.ts';

export const memoryStore = defineTool({
  name: 'memory_store',
  title: 'Store a memory',
  description:
    'Keeps a text verbatim for later sessions. A text the project has already is not stored twice (created: false).',
  scope: 'write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object(
    {
      project: ProjectInput,
      ...StoreInput.properties,
      idempotencyKey: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.idempotencyKey })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object(
    { memory: Excerpt, created: StoreResult.properties.created },
    { additionalProperties: false },
  ),
  async run(context, { project, idempotencyKey, ...input }) {
    const options = idempotencyKey === undefined ? {} : { idempotencyKey };
    const { memory, created } = await context.memories.store(projectOf(context, project), input, options);
    return { memory: excerpt(memory, shareOf(1)), created };
  },
});
