import { type ResourceKind, titleOf } from './resource.ts';

const LISTED = 20;

export const notes: ResourceKind = {
  kind: 'notes',
  title: 'Note',
  description: 'The text of one note',
  mimeType: 'text/markdown',
  async list(context, project) {
    const page = await context.projectContext.notes.list(project, { limit: LISTED });
    return page.notes.map(({ id, title, content, tags, updatedAt }) => ({
      id,
      name: `note ${id}`,
      title: title ?? titleOf(content),
      description: ['note', ...tags].join(', '),
      lastModified: updatedAt,
    }));
  },
  read: async (context, project, id) => (await context.projectContext.notes.get(project, id)).content,
};
