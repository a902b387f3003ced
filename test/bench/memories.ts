import type { Memory } from '../../service/src/memories/schemas.ts';
import { idAt } from '../../service/src/transfer/id-at.ts';
import { sentence } from './texts.ts';

const MINUTE_MS = 60_000;

/** The names of the projects that share the memories. */
export const projectNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `bench-${String(index + 1).padStart(2, '0')}`);

/**
 * A mid memory as the service would have made it, had it been stored at that time (milliseconds since 1970).
 * @param more what it has in place of what holds where nothing is given
 */
export function memoryOf(
  project: string,
  content: string,
  at: number,
  more: Partial<Pick<Memory, 'tier' | 'importance'>> = {},
): Memory {
  const moment = new Date(at).toISOString();
  return {
    id: idAt(at),
    project,
    tier: 'mid',
    type: 'note',
    content,
    tags: [],
    importance: 0.5,
    pinned: false,
    source: null,
    sessionId: null,
    createdAt: moment,
    updatedAt: moment,
    expiresAt: null,
    verifiedAt: null,
    version: 1,
    ...more,
  };
}

/** The memories with these numbers: spread evenly over the projects, one a minute up to `now`. */
export function memoriesAt(
  projects: readonly string[],
  first: number,
  count: number,
  now: number,
): { number: number; memory: Memory }[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const project = projects[number % projects.length] as string;
    return { number, memory: memoryOf(project, sentence(number), now - (number + 1) * MINUTE_MS) };
  });
}
