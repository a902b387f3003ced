import type { MemoryService } from '../memories/service.ts';
import { createBuild } from './assembly/build.ts';
import { createDecisionService } from './decisions/service.ts';
import type { ContextDependencies } from './dependencies.ts';
import { createNoteService } from './notes/service.ts';
import type { ProjectContext } from './service.ts';
import { createSessionService } from './sessions/service.ts';
import { createTodoService } from './todos/service.ts';

/** Puts the services around a project together. Nothing is asked of the stores yet. */
export function createProjectContext(
  dependencies: ContextDependencies,
  memories: Pick<MemoryService, 'list' | 'search'>,
): ProjectContext {
  return {
    sessions: createSessionService(dependencies, memories),
    todos: createTodoService(dependencies),
    decisions: createDecisionService(dependencies),
    notes: createNoteService(dependencies),
    build: createBuild(dependencies, memories),
  };
}
