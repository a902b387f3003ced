import { Type } from 'typebox';
import {
  EndSession,
  Session,
  SessionId,
  SessionPage,
  SessionQuery,
  StartSession,
} from '../../context/sessions/schemas.ts';
import { fittingItem, fittingPage } from '../answer/page.ts';
import { object, shown } from '../answer/schemas.ts';
import { ADDS, defineTool, ProjectInput, projectOf, READS, REPLACES } from '../tool.ts';

export const sessionStart = defineTool({
  name: 'session_start',
  title: 'Start a session',
  description:
    'Begins a working session. Give its id as sessionId with the memories, todos, decisions and notes that come out of it.',
  scope: 'write',
  annotations: ADDS,
  input: object({ project: ProjectInput, ...StartSession.properties }),
  output: shown(Session),
  run: async (context, { project, ...input }) =>
    fittingItem(
      await context.projectContext.sessions.start(
        projectOf(context, project),
        input,
        context.principal.keyId,
      ),
    ),
});

export const sessionEnd = defineTool({
  name: 'session_end',
  title: 'End a session',
  description:
    'Ends a session. The summary is what the next session reads first: what was done, what is open, what comes next.',
  scope: 'write',
  annotations: REPLACES,
  input: object({ project: ProjectInput, id: SessionId, ...EndSession.properties }),
  output: shown(Session),
  run: async (context, { project, id, ...input }) =>
    fittingItem(await context.projectContext.sessions.end(projectOf(context, project), id, input)),
});

export const sessionList = defineTool({
  name: 'session_list',
  title: 'List sessions',
  description: 'Lists sessions with their summaries, newest first. Pass nextCursor as cursor to go on.',
  scope: 'read',
  annotations: READS,
  input: object({ project: ProjectInput, ...SessionQuery.properties }),
  output: object({ ...SessionPage.properties, sessions: Type.Array(shown(Session)) }),
  run: (context, { project, ...query }) =>
    fittingPage('sessions', query.limit, (limit) =>
      context.projectContext.sessions.list(projectOf(context, project), { ...query, limit }),
    ),
});
