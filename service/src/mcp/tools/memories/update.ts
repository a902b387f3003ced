import { UpdateInput, UpdateRequest } from '../../../memories/change-schemas.ts';
import { Memory, MemoryId } from '../../../memories/schemas.ts';
import { fittingItem } from '../../answer/page.ts';
import { object, shown } from '../../answer/schemas.ts';
import { changesOf } from '../../changes.ts';
import { ADDS, defineTool, ProjectInput, projectOf } from '../../tool.ts';

export const memoryUpdate = defineTool({
  name: 'memory_update',
  title: 'Change a memory',
  description:
    'Changes the fields that are given; the others stay. What it was before is kept in its history. With ifVersion it is changed only if nobody has changed it meanwhile.',
  scope: 'write',
  annotations: { ...ADDS, idempotentHint: true },
  input: object({ project: ProjectInput, id: MemoryId, ...UpdateRequest.properties }),
  output: shown(Memory),
  async run(context, { project, id, ifVersion, ...input }) {
    const options = ifVersion === undefined ? {} : { ifVersion };
    const changes = changesOf(UpdateInput, input);
    return fittingItem(await context.memories.update(projectOf(context, project), id, changes, options));
  },
});
