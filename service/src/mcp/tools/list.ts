import { Type } from 'typebox';
import { ListQuery, MemoryPage } from '../../memories/schemas.ts';
import { Excerpt, excerpt, shareOf } from '../excerpt.ts';
import { defineTool, ProjectInput, projectOf } from '../tool.ts';

export const memoryList = defineTool({
  name: 'memory_list',
  title: 'List memories',
  description: 'Lists memories, newest first. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object({ project: ProjectInput, ...ListQuery.properties }, { additionalProperties: false }),
  output: Type.Object(
    { memories: Type.Array(Excerpt), nextCursor: MemoryPage.properties.nextCursor },
    { additionalProperties: false },
  ),
  async run(context, { project, ...query }) {
    const { memories, nextCursor } = await context.memories.list(projectOf(context, project), query);
    const share = shareOf(memories.length);
    return { memories: memories.map((memory) => excerpt(memory, share)), nextCursor };
  },
});
