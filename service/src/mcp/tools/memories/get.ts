import { Type } from 'typebox';
import { LIMITS, Memory, MemoryId } from '../../../memories/schemas.ts';
import { ITEM_BYTES } from '../../answer/budget.ts';
import { object, shown } from '../../answer/schemas.ts';
import { cut } from '../../answer/text.ts';
import { defineTool, ProjectInput, projectOf, READS } from '../../tool.ts';

/** The rest is for the memory's tags and other fields. */
const TEXT_BYTES = ITEM_BYTES - 8000;

export const memoryGet = defineTool({
  name: 'memory_get',
  title: 'Get a memory',
  description: 'Reads one memory by id. A long text comes in parts: pass nextOffset as offset to go on.',
  scope: 'read',
  annotations: READS,
  input: object({
    project: ProjectInput,
    id: MemoryId,
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: LIMITS.content * 2, description: 'Where in the text to begin' }),
    ),
  }),
  output: object({
    memory: shown(Memory),
    nextOffset: Type.Union([Type.Integer(), Type.Null()], { description: 'null: the text ends here' }),
  }),
  async run(context, { project, id, offset = 0 }) {
    const memory = await context.memories.get(projectOf(context, project), id);
    const content = cut(memory.content.slice(offset), TEXT_BYTES);
    const end = offset + content.length;
    const truncated = end < memory.content.length;
    return { memory: { ...memory, content, truncated }, nextOffset: truncated ? end : null };
  },
});
