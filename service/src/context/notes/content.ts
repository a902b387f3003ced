import type { Given } from '../given.ts';
import type { Note } from './schemas.ts';

type Content = Omit<Note, 'id' | 'project' | 'createdAt' | 'updatedAt'>;

/** What a note says, with what holds where nothing is given. */
export const noteContent = (given: Given<Content, 'content'>): Content => ({
  title: given.title ?? null,
  content: given.content,
  pinned: given.pinned ?? false,
  tags: given.tags ?? [],
  sessionId: given.sessionId ?? null,
});
