import type { ServiceEvent } from '../events/event.ts';
import type { Principal } from '../http/principal.ts';

export const TOPICS = ['memory', 'job', 'health'] as const;
/** What a client can subscribe to. */
export type Topic = (typeof TOPICS)[number];

/** Where an event belongs, and the project it is about; null: the whole service. */
export interface Subject {
  topic: Topic;
  project: string | null;
}

/** @returns null for what no client hears */
export function subjectOf(event: ServiceEvent): Subject | null {
  switch (event.type) {
    case 'memory.stored':
    case 'memory.updated':
    case 'memory.promoted':
    case 'memory.restored':
    case 'memory.deleted':
    case 'memory.linked':
    case 'project.forgotten':
      return { topic: 'memory', project: event.project };
    case 'job.started':
    case 'job.progress':
    case 'job.finished':
    case 'job.failed':
      return { topic: 'job', project: event.project };
    case 'health.changed':
      return { topic: 'health', project: null };
    default:
      return null;
  }
}

/** Whether a key may hear of something: its project only if it is bound, jobs of the whole service as an administrator. */
export function mayHear({ scopes, project: own }: Principal, { topic, project }: Subject): boolean {
  if (topic === 'health') return true;
  if (project === null) return own === null && scopes.has('admin');
  return scopes.has('read') && (own === null || own === project);
}
