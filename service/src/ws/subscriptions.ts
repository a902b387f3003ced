import type { Subject, Topic } from './topics.ts';

const MAX_PROJECTS = 100;

/** One line of what a connection hears; project null: every project that its key may see. */
export interface Subscription {
  topic: Topic;
  project: string | null;
}

/** What one connection wants to hear. */
export interface Subscriptions {
  /** @returns false when there are too many */
  add(subscription: Subscription): boolean;
  /** Without a topic all of them, without a project the whole topic. */
  remove(topic?: Topic, project?: string): void;
  wants(subject: Subject): boolean;
  list(): Subscription[];
}

export function createSubscriptions(): Subscriptions {
  const wanted = new Map<Topic, Set<string | null>>();
  return {
    add({ topic, project }) {
      const projects = wanted.get(topic) ?? new Set();
      if (projects.size >= MAX_PROJECTS && !projects.has(project)) return false;
      wanted.set(topic, projects.add(project));
      return true;
    },
    remove(topic, project) {
      if (topic === undefined) return wanted.clear();
      if (project === undefined) return void wanted.delete(topic);
      wanted.get(topic)?.delete(project);
    },
    wants({ topic, project }) {
      const projects = wanted.get(topic);
      return projects !== undefined && (projects.has(null) || projects.has(project));
    },
    list: () =>
      [...wanted].flatMap(([topic, projects]) => [...projects].map((project) => ({ topic, project }))),
  };
}
