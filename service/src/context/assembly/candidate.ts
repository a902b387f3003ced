import type { Memory } from '../../memories/schemas.ts';
import type { Decision } from '../decisions/schemas.ts';
import type { Note } from '../notes/schemas.ts';
import type { Session } from '../sessions/schemas.ts';
import type { Todo } from '../todos/schemas.ts';
import type { ContextItem, Section } from './schemas.ts';

/** What could stand in a context. */
export interface Candidate {
  section: Section;
  kind: ContextItem['kind'];
  id: string;
  title: string | null;
  /** What is said of it in a few words. */
  label: string;
  text: string;
  score: number | null;
  createdAt: string;
}

const day = (iso: string) => iso.slice(0, 10);

export const ofSession = ({ id, title, summary, startedAt, endedAt }: Session): Candidate => ({
  section: 'session',
  kind: 'session',
  id,
  title,
  label: `ended ${day(endedAt ?? startedAt)}`,
  text: summary ?? '',
  score: null,
  createdAt: startedAt,
});

export const ofTodo = ({ id, title, description, status, priority, dueAt, createdAt }: Todo): Candidate => ({
  section: 'todos',
  kind: 'todo',
  id,
  title,
  label: [priority, ...(status === 'open' ? [] : [status]), ...(dueAt ? [`due ${day(dueAt)}`] : [])].join(
    ', ',
  ),
  text: description ?? '',
  score: null,
  createdAt,
});

export function ofDecision(decision: Decision): Candidate {
  const { id, title, rationale, alternatives, status, createdAt } = decision;
  const instead = alternatives.map(({ option }) => option).join('; ');
  return {
    section: 'decisions',
    kind: 'decision',
    id,
    title,
    label: `${status}, ${day(createdAt)}`,
    text: [
      decision.decision,
      ...(rationale === null ? [] : [`Why: ${rationale}`]),
      ...(instead === '' ? [] : [`Instead of: ${instead}`]),
    ].join('\n'),
    score: null,
    createdAt,
  };
}

export const ofNote = ({ id, title, content, createdAt }: Note): Candidate => ({
  section: 'notes',
  kind: 'note',
  id,
  title,
  label: day(createdAt),
  text: content,
  score: null,
  createdAt,
});

export const ofMemory =
  (section: 'pinned' | 'relevant', score: number | null) =>
  ({ id, type, content, createdAt, verifiedAt }: Memory): Candidate => ({
    section,
    kind: 'memory',
    id,
    title: null,
    label: [type, day(createdAt), ...(verifiedAt ? [`verified ${day(verifiedAt)}`] : [])].join(', '),
    text: content,
    score,
    createdAt,
  });
