import { Type } from 'typebox';
import { LIMITS, Memory, StoreInput, StoreResult } from '../../../memories/schemas.ts';
import { fittingItem } from '../../answer/page.ts';
import { object, shown } from '../../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf } from '../../tool.ts';

export const memoryStore = defineTool({
  name: 'memory_store',
  title: 'Store a memory',
  description:
    'Keeps a text verbatim for later sessions. A text the project has already is not stored twice (created: false).',
  scope: 'write',
  annotations: ADDS,
  input: object({
    project: ProjectInput,
    ...StoreInput.properties,
    idempotencyKey: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: LIMITS.idempotencyKey,
        description: 'The same key with the same input gives the first answer again',
      }),
    ),
  }),
  output: object({ ...StoreResult.properties, memory: shown(Memory) }),
  async run(context, { project, idempotencyKey, ...input }) {
    const options = idempotencyKey === undefined ? {} : { idempotencyKey };
    const stored = await context.memories.store(projectOf(context, project), input, options);
    return { ...stored, memory: fittingItem(stored.memory) };
  },
});
