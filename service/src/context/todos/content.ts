import type { Given } from '../given.ts';
import { keptTime } from '../times.ts';
import type { Todo } from './schemas.ts';

type Content = Omit<Todo, 'id' | 'project' | 'createdAt' | 'updatedAt' | 'closedAt'>;

/** What a to-do says, with what holds where nothing is given. */
export const todoContent = (given: Given<Content, 'title'>): Content => ({
  title: given.title,
  description: given.description ?? null,
  status: given.status ?? 'open',
  priority: given.priority ?? 'medium',
  dueAt: given.dueAt ? keptTime('dueAt', given.dueAt) : null,
  tags: given.tags ?? [],
  sessionId: given.sessionId ?? null,
});
