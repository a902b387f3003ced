import { Type } from 'typebox';
import {
  ErrorPattern,
  FindErrors,
  RecordError,
  RecordedError,
  SimilarError,
  SimilarErrors,
} from '../../firewall/schemas.ts';
import { ErrorStats, StatsQuery } from '../../firewall/stats-schemas.ts';
import { ITEM_BYTES } from '../answer/budget.ts';
import { fit } from '../answer/fit.ts';
import { fittingItem } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf, READS } from '../tool.ts';

export const errorRecord = defineTool({
  name: 'error_record',
  title: 'Record an error',
  description:
    'Counts an error under its pattern (paths, numbers, times and ids do not matter) and gives back what is known to help.',
  scope: 'write',
  annotations: ADDS,
  input: object({ project: ProjectInput, ...RecordError.properties }),
  output: shown(RecordedError),
  run: async (context, { project, ...input }) =>
    fittingItem(await context.firewall.record(projectOf(context, project), input)),
});

export const errorFindSimilar = defineTool({
  name: 'error_find_similar',
  title: 'Find similar errors',
  description:
    'Finds errors like this one that the project has met before, with the solutions that helped. Ask before you try to mend an error.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...FindErrors.properties }),
  output: object({ ...SimilarErrors.properties, results: Type.Array(shown(SimilarError)) }),
  async run(context, { project, ...input }) {
    const found = await context.firewall.findSimilar(projectOf(context, project), input);
    return { ...found, results: fit(found.results, ITEM_BYTES) };
  },
});

export const errorStats = defineTool({
  name: 'error_stats',
  title: 'Error statistics',
  description: 'Says how often which errors happened, and how many of them have a solution that helped.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...StatsQuery.properties }),
  output: object({ ...ErrorStats.properties, mostFrequent: Type.Array(shown(ErrorPattern)) }),
  async run(context, { project, ...query }) {
    const { mostFrequent, ...counts } = await context.firewall.stats(projectOf(context, project), query);
    const room = ITEM_BYTES - Buffer.byteLength(JSON.stringify(counts));
    return { ...counts, mostFrequent: fit(mostFrequent, room) };
  },
});
