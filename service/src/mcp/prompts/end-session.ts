import type { ToolContext } from '../tool.ts';

const SESSIONS = 5;
const TODOS = 20;

/** What ends a session: which one it may be, and what to keep of it. */
export async function endSession({ projectContext }: ToolContext, project: string): Promise<string> {
  const [{ sessions }, { todos }] = await Promise.all([
    projectContext.sessions.list(project, { state: 'open', limit: SESSIONS }),
    projectContext.todos.list(project, { status: 'unfinished', limit: TODOS }),
  ]);
  const open = sessions.map(
    ({ id, title, startedAt }) => `- ${id}: ${title ?? 'no title'}, since ${startedAt}`,
  );
  const left = todos.map(({ id, title, status }) => `- ${id}: ${title} (${status})`);
  return [
    `We end this working session on the project "${project}".`,
    '1. Store what later sessions need and is not stored yet: facts and preferences with memory_store, decisions with decision_record, how errors were mended with error_record and error_solution_update.',
    '2. Bring the todos up to date with todo_update, and add what is left with todo_add.',
    '3. Call session_end with a summary: what was done, what is open, what comes next. The next session reads it first.',
    open.length > 0
      ? `Open sessions, newest first:\n${open.join('\n')}`
      : 'No session is open: call session_start first, so that the summary has a place.',
    left.length > 0 ? `Unfinished todos:\n${left.join('\n')}` : 'There are no unfinished todos.',
  ].join('\n\n');
}
