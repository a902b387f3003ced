import { PromoteInput } from '../../../memories/change-schemas.ts';
import { Memory, MemoryId } from '../../../memories/schemas.ts';
import { fittingItem } from '../../answer/page.ts';
import { object, shown } from '../../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf } from '../../tool.ts';

export const memoryPromote = defineTool({
  name: 'memory_promote',
  title: 'Keep a memory longer',
  description:
    'Lifts a memory to a higher tier under the same id: short to mid, mid to long. Memories rise by age and use on their own; call it for one that must stay.',
  scope: 'write',
  annotations: { ...ADDS, idempotentHint: true },
  input: object({ project: ProjectInput, id: MemoryId, ...PromoteInput.properties }),
  output: shown(Memory),
  run: async (context, { project, id, tier }) =>
    fittingItem(await context.memories.promote(projectOf(context, project), id, tier)),
});
