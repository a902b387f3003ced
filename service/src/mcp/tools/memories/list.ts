import { Type } from 'typebox';
import { ListQuery, Memory, MemoryPage } from '../../../memories/schemas.ts';
import { fittingPage } from '../../answer/page.ts';
import { object, shown } from '../../answer/schemas.ts';
import { defineTool, ProjectInput, projectOf, READS } from '../../tool.ts';

export const memoryList = defineTool({
  name: 'memory_list',
  title: 'List memories',
  description: 'Lists memories, newest first. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...ListQuery.properties }),
  output: object({ ...MemoryPage.properties, memories: Type.Array(shown(Memory)) }),
  run: (context, { project, ...query }) =>
    fittingPage('memories', query.limit, (limit) =>
      context.memories.list(projectOf(context, project), { ...query, limit }),
    ),
});
