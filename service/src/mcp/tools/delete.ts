import { Type } from 'typebox';
import { MemoryId } from '../../memories/schemas.ts';
import { defineTool, ProjectInput, projectOf } from '../tool.ts';

export const memoryDelete = defineTool({
  name: 'memory_delete',
  title: 'Delete a memory',
  description: 'Deletes one memory and every trace of it. It cannot be brought back.',
  scope: 'write',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: Type.Object({ project: ProjectInput, id: MemoryId }, { additionalProperties: false }),
  output: Type.Object({ id: MemoryId, deleted: Type.Literal(true) }, { additionalProperties: false }),
  async run(context, { project, id }) {
    await context.memories.remove(projectOf(context, project), id);
    return { id, deleted: true as const };
  },
});
