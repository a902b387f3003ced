import type { Tool } from '../tool.ts';
import { contextBuild } from './context.ts';
import { decisionList, decisionRecord } from './decisions.ts';
import { errorFindSimilar, errorRecord, errorStats } from './errors.ts';
import { systemHealth } from './health.ts';
import { memoryDelete } from './memories/delete.ts';
import { memoryGet } from './memories/get.ts';
import { memoryList } from './memories/list.ts';
import { memoryPromote } from './memories/promote.ts';
import { memorySearch } from './memories/search.ts';
import { memoryStore } from './memories/store.ts';
import { memoryUpdate } from './memories/update.ts';
import { noteAdd, noteList } from './notes.ts';
import { projectList } from './projects.ts';
import { sessionEnd, sessionList, sessionStart } from './sessions.ts';
import { errorSolutionGet, errorSolutionUpdate } from './solutions.ts';
import { todoAdd, todoList, todoUpdate } from './todos.ts';

/** Every tool, in the order in which clients show them. */
export const TOOLS = [
  memoryStore,
  memorySearch,
  memoryGet,
  memoryList,
  memoryUpdate,
  memoryPromote,
  memoryDelete,
  contextBuild,
  sessionStart,
  sessionEnd,
  sessionList,
  todoAdd,
  todoUpdate,
  todoList,
  decisionRecord,
  decisionList,
  noteAdd,
  noteList,
  errorRecord,
  errorFindSimilar,
  errorSolutionGet,
  errorSolutionUpdate,
  errorStats,
  projectList,
  systemHealth,
] as readonly unknown[] as readonly Tool[];
