import { type ResourceKind, titleOf } from './resource.ts';

const LISTED = 50;

export const memories: ResourceKind = {
  kind: 'memories',
  title: 'Memory',
  description: 'The text of one memory, verbatim',
  mimeType: 'text/plain',
  async list(context, project) {
    const page = await context.memories.list(project, { limit: LISTED });
    return page.memories.map(({ id, content, type, tier, tags, updatedAt }) => ({
      id,
      name: `${type} ${id}`,
      title: titleOf(content),
      description: [`${tier} ${type}`, ...tags].join(', '),
      lastModified: updatedAt,
    }));
  },
  read: async (context, project, id) => (await context.memories.get(project, id)).content,
};
