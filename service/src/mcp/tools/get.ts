import { Type } from 'typebox';
import { LIMITS, MemoryId } from '../../memories/schemas.ts';
import { cut, Excerpt } from '../excerpt.ts';
import { defineTool, ProjectInput, projectOf } from '../tool.ts';

const PAGE = 40_000;

export const memoryGet = defineTool({
  name: 'memory_get',
  title: 'Get a memory',
  description: 'Reads one memory by id. A long text comes in parts: pass nextOffset as offset to go on.',
  scope: 'read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object(
    {
      project: ProjectInput,
      id: MemoryId,
      offset: Type.Optional(
        Type.Integer({ minimum: 0, maximum: LIMITS.content * 2, description: 'Where in the text to begin' }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object(
    {
      memory: Excerpt,
      nextOffset: Type.Union([Type.Integer(), Type.Null()], { description: 'null: the text ends here' }),
    },
    { additionalProperties: false },
  ),
  async run(context, { project, id, offset = 0 }) {
    const memory = await context.memories.get(projectOf(context, project), id);
    const content = cut(memory.content.slice(offset, offset + PAGE), PAGE);
    const end = offset + content.length;
    const truncated = content !== '' && end < memory.content.length;
    return { memory: { ...memory, content, truncated }, nextOffset: truncated ? end : null };
  },
});
