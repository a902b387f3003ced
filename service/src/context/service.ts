import type { MemoryPage } from '../memories/schemas.ts';
import type { ContextInput, ProjectBriefing } from './assembly/schemas.ts';
import type {
  Decision,
  DecisionChanges,
  DecisionInput,
  DecisionPage,
  DecisionQuery,
} from './decisions/schemas.ts';
import type { Note, NoteChanges, NoteInput, NotePage, NoteQuery } from './notes/schemas.ts';
import type {
  EndSession,
  Session,
  SessionChanges,
  SessionPage,
  SessionQuery,
  StartSession,
} from './sessions/schemas.ts';
import type { Todo, TodoChanges, TodoInput, TodoPage, TodoQuery } from './todos/schemas.ts';

/** Sessions of work. Every method @throws AppError SESSION_NOT_FOUND, STORE_UNAVAILABLE */
export interface SessionService {
  /** @param by who works unless the input names a user: the id of the API key */
  start(project: string, input: StartSession, by: string): Promise<Session>;
  get(project: string, id: string): Promise<Session>;
  /** Newest first. @throws AppError INVALID_CURSOR */
  list(project: string, query: SessionQuery): Promise<SessionPage>;
  update(project: string, id: string, changes: SessionChanges): Promise<Session>;
  /** Ends it. One that has ended keeps its end and takes a new summary. */
  end(project: string, id: string, input: EndSession): Promise<Session>;
  /** The memories that were stored with its id, newest first. @throws AppError INVALID_CURSOR */
  memories(project: string, id: string, page: { cursor?: string; limit?: number }): Promise<MemoryPage>;
  /** Its memories, todos, decisions and notes stay. */
  remove(project: string, id: string): Promise<void>;
}

/** What there is to do. Every method @throws AppError TODO_NOT_FOUND, INVALID_REQUEST, STORE_UNAVAILABLE */
export interface TodoService {
  add(project: string, input: TodoInput): Promise<Todo>;
  get(project: string, id: string): Promise<Todo>;
  /** @throws AppError INVALID_CURSOR */
  list(project: string, query: TodoQuery): Promise<TodoPage>;
  update(project: string, id: string, changes: TodoChanges): Promise<Todo>;
  remove(project: string, id: string): Promise<void>;
}

/** Design decisions. Every method @throws AppError DECISION_NOT_FOUND, STORE_UNAVAILABLE */
export interface DecisionService {
  /**
   * Records a decision; the one it supersedes is marked so in the same transaction.
   *
   * @throws AppError DECISION_SUPERSEDED when another decision has superseded that one already
   */
  record(project: string, input: DecisionInput): Promise<Decision>;
  get(project: string, id: string): Promise<Decision>;
  /** Newest first. @throws AppError INVALID_CURSOR */
  list(project: string, query: DecisionQuery): Promise<DecisionPage>;
  /** @throws AppError DECISION_SUPERSEDED when the status of a superseded decision is to change */
  update(project: string, id: string, changes: DecisionChanges): Promise<Decision>;
  /** What it superseded is accepted again, unless another decision superseded this one. */
  remove(project: string, id: string): Promise<void>;
}

/** Notes. Every method @throws AppError NOTE_NOT_FOUND, STORE_UNAVAILABLE */
export interface NoteService {
  add(project: string, input: NoteInput): Promise<Note>;
  get(project: string, id: string): Promise<Note>;
  /** Newest first. @throws AppError INVALID_CURSOR */
  list(project: string, query: NoteQuery): Promise<NotePage>;
  update(project: string, id: string, changes: NoteChanges): Promise<Note>;
  remove(project: string, id: string): Promise<void>;
}

/** What surrounds the memories of a project. Inputs are taken to have passed their schema. */
export interface ProjectContext {
  sessions: SessionService;
  todos: TodoService;
  decisions: DecisionService;
  notes: NoteService;
  /**
   * Assembles what is worth knowing within a budget of tokens, the most important first.
   *
   * @throws AppError STORE_UNAVAILABLE
   */
  build(project: string, input: ContextInput): Promise<ProjectBriefing>;
}
