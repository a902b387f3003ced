import type { ToolContext } from './tool.ts';

/** Projects that the key can see and whose names begin so. A key that may not read is offered none. */
export async function completeProject(context: ToolContext, value: string): Promise<string[]> {
  if (!context.principal.scopes.has('read')) return [];
  const { projects } = await context.projects({});
  return projects.map(({ id }) => id).filter((id) => id.startsWith(value));
}
