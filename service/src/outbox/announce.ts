import type { ServiceEvent } from '../events/event.ts';
import type { Claim } from './claims.ts';

/** What to tell every replica about memories whose vectors are up to date now: one event a project. */
export function vectorsChanged(claims: readonly Pick<Claim, 'kind' | 'id' | 'project'>[]): ServiceEvent[] {
  const memories = claims.filter(({ kind }) => kind === 'memory');
  return [...Map.groupBy(memories, ({ project }) => project)].map(([project, entries]) => ({
    type: 'vectors.changed',
    project,
    ids: entries.map(({ id }) => id),
  }));
}
