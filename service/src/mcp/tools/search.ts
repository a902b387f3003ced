import { Type } from 'typebox';
import { SearchHit, SearchInput, SearchResult } from '../../memories/schemas.ts';
import { Excerpt, excerpt, shareOf } from '../excerpt.ts';
import { defineTool, ProjectInput, projectOf } from '../tool.ts';

export const memorySearch = defineTool({
  name: 'memory_search',
  title: 'Search memories',
  description:
    'Finds memories by meaning and by words (hybrid), best first. degraded: true says that a part of the search was not available.',
  scope: 'read',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: Type.Object({ project: ProjectInput, ...SearchInput.properties }, { additionalProperties: false }),
  output: Type.Object(
    {
      ...SearchResult.properties,
      results: Type.Array(
        Type.Object({ ...SearchHit.properties, memory: Excerpt }, { additionalProperties: false }),
      ),
    },
    { additionalProperties: false },
  ),
  async run(context, { project, ...input }) {
    const found = await context.memories.search(projectOf(context, project), input);
    const share = shareOf(found.results.length);
    const results = found.results.map((hit) => ({ ...hit, memory: excerpt(hit.memory, share) }));
    return { ...found, results };
  },
});
