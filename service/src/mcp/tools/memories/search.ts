import { Type } from 'typebox';
import { SearchInput, SearchResult } from '../../../memories/search/schemas.ts';
import { ITEM_BYTES } from '../../answer/budget.ts';
import { object } from '../../answer/schemas.ts';
import { defineTool, ProjectInput, projectOf, READS } from '../../tool.ts';

export const memorySearch = defineTool({
  name: 'memory_search',
  title: 'Search memories',
  description:
    'Finds memories by meaning and by words (hybrid), best first. A text that is cut says excerpted: memory_get gives all of it. degraded: true says that a part of the search was not available.',
  scope: 'read',
  annotations: READS,
  input: object({
    project: ProjectInput,
    ...SearchInput.properties,
    maxBytes: Type.Optional(
      Type.Integer({ minimum: 1000, maximum: ITEM_BYTES, description: `Default ${ITEM_BYTES}` }),
    ),
  }),
  output: SearchResult,
  run: (context, { project, maxBytes = ITEM_BYTES, ...input }) =>
    context.memories.search(projectOf(context, project), { ...input, maxBytes }),
});
