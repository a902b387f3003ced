import type { Tier } from '../memories/schemas.ts';

/** Something that happened to a memory; the text is never part of it. */
export interface MemoryEvent {
  type:
    | 'memory.stored'
    | 'memory.updated'
    | 'memory.promoted'
    | 'memory.restored'
    | 'memory.deleted'
    /** Near-duplicates of it were found; it is itself unchanged. */
    | 'memory.linked';
  project: string;
  id: string;
  /** The tier it is in now; null once it is deleted. */
  tier: Tier | null;
}

export interface ProjectForgotten {
  type: 'project.forgotten';
  project: string;
}

/** What a background job does. */
export interface JobEvent {
  type: 'job.started' | 'job.progress' | 'job.finished' | 'job.failed';
  id: string;
  name: string;
  /** null: the job is about the whole service. */
  project: string | null;
  done: number;
  /** null while it is not known. */
  total: number | null;
}

export interface HealthEvent {
  type: 'health.changed';
  status: 'healthy' | 'unhealthy';
  checks: { database: boolean; redis: boolean; milvus: boolean };
}

/** What the replicas tell each other and no client hears. */
export type InternalEvent =
  | { type: 'key.changed'; keyId: string }
  | { type: 'cache.cleared'; level: 'l1' | 'all' }
  | { type: 'config.changed' }
  /** The vectors of these memories were brought up to date: what was known of them before is old. */
  | { type: 'vectors.changed'; project: string; ids: readonly string[] }
  /** Events may have been missed: this process could not hear the others for a while. */
  | { type: 'bus.resumed' };

export type ServiceEvent = MemoryEvent | ProjectForgotten | JobEvent | HealthEvent | InternalEvent;
