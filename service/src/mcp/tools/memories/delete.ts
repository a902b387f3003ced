import { Type } from 'typebox';
import { MemoryId } from '../../../memories/schemas.ts';
import { object } from '../../answer/schemas.ts';
import { defineTool, ProjectInput, projectOf, REPLACES } from '../../tool.ts';

export const memoryDelete = defineTool({
  name: 'memory_delete',
  title: 'Delete a memory',
  description: 'Deletes one memory and every trace of it. It cannot be brought back.',
  scope: 'write',
  annotations: REPLACES,
  input: object({ project: ProjectInput, id: MemoryId }),
  output: object({ id: MemoryId, deleted: Type.Literal(true) }),
  async run(context, { project: asked, id }) {
    const project = projectOf(context, asked);
    await context.memories.remove(project, id);
    context.audit({ action: 'memory.delete', project, target: id });
    return { id, deleted: true as const };
  },
});
