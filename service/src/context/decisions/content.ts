import type { Given } from '../given.ts';
import type { Decision } from './schemas.ts';

type Content = Omit<Decision, 'id' | 'project' | 'createdAt' | 'updatedAt'>;

/** What a decision says, with what holds where nothing is given. */
export const decisionContent = (given: Given<Content, 'title' | 'decision'>): Content => ({
  title: given.title,
  decision: given.decision,
  rationale: given.rationale ?? null,
  alternatives: given.alternatives ?? [],
  status: given.status ?? 'accepted',
  supersedes: given.supersedes ?? null,
  supersededBy: given.supersededBy ?? null,
  tags: given.tags ?? [],
  sessionId: given.sessionId ?? null,
});
