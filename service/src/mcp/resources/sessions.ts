import { addressOf, type ResourceKind, titleOf } from './resource.ts';

const LISTED = 20;

export const sessions: ResourceKind = {
  kind: 'sessions',
  title: 'Session',
  description: 'What a session was about, how it ended, and the memories that came out of it',
  mimeType: 'text/markdown',
  async list(context, project) {
    const page = await context.projectContext.sessions.list(project, { limit: LISTED });
    return page.sessions.map(({ id, title, summary, userId, startedAt, endedAt }) => ({
      id,
      name: `session ${id}`,
      title: title ?? titleOf(summary ?? `Session of ${startedAt}`),
      description: `${userId}, ${endedAt ? `ended ${endedAt}` : 'open'}`,
      lastModified: endedAt ?? startedAt,
    }));
  },
  async read(context, project, id) {
    const { sessions: service } = context.projectContext;
    const { title, summary, userId, startedAt, endedAt } = await service.get(project, id);
    const { memories, nextCursor } = await service.memories(project, id, { limit: LISTED });
    return [
      `# ${title ?? 'Session'}`,
      `${userId}, started ${startedAt}, ${endedAt ? `ended ${endedAt}` : 'still open'}`,
      summary ?? 'No summary.',
      '## Memories',
      ...memories.map(
        (memory) => `- [${titleOf(memory.content)}](${addressOf('memories', project, memory.id)})`,
      ),
      ...(nextCursor ? [`- more: memory_list with sessionId ${id}`] : []),
    ].join('\n\n');
  },
};
