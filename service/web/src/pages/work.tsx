import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Decision } from '../../../src/context/decisions/schemas.ts';
import type { Note } from '../../../src/context/notes/schemas.ts';
import type { Session } from '../../../src/context/sessions/schemas.ts';
import type { Todo } from '../../../src/context/todos/schemas.ts';
import { call, part } from '../api.ts';
import { useAction } from '../data.ts';
import { Notice } from '../parts/notice.tsx';
import { Page } from '../parts/page.tsx';
import { Time } from '../parts/time.tsx';
import { EntryList } from './entry-list.tsx';

/** What is to be done in a project, what was decided, noted and worked on. */
export function Work({ project }: { project: string }) {
  const { busy, error, run } = useAction();
  const [turn, setTurn] = useState(0);
  const close = async (id: string) => {
    const path = `/projects/${part(project)}/todos/${id}`;
    if (await run(() => call(path, { method: 'PATCH', body: { status: 'done' } }))) setTurn(turn + 1);
  };
  return (
    <Page title={project} actions={<Link href={`/projects/${part(project)}/memories`}>Memories</Link>}>
      <Notice error={error} />
      <EntryList<Todo>
        project={project}
        what="todos"
        title="Todos"
        turn={turn}
        columns={[
          { name: 'Todo', cell: ({ title }) => title },
          { name: 'Status', cell: ({ status }) => status },
          { name: 'Priority', cell: ({ priority }) => priority },
          { name: 'Due', cell: ({ dueAt }) => <Time at={dueAt} /> },
          {
            name: '',
            cell: ({ id, closedAt }) =>
              !closedAt && (
                <button type="button" disabled={busy} onClick={() => close(id)}>
                  Done
                </button>
              ),
          },
        ]}
      />
      <EntryList<Decision>
        project={project}
        what="decisions"
        title="Decisions"
        columns={[
          { name: 'About', cell: ({ title }) => title },
          { name: 'Decision', cell: ({ decision }) => decision },
          { name: 'Why', cell: ({ rationale }) => rationale ?? '–' },
          { name: 'Status', cell: ({ status }) => status },
        ]}
      />
      <EntryList<Note>
        project={project}
        what="notes"
        title="Notes"
        columns={[
          { name: 'About', cell: ({ title }) => title ?? '–' },
          { name: 'Note', cell: ({ content }) => <span class="text">{content}</span> },
          { name: 'Changed', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
        ]}
      />
      <EntryList<Session>
        project={project}
        what="sessions"
        title="Sessions"
        columns={[
          { name: 'Session', cell: ({ title, id }) => title ?? id },
          { name: 'Began', cell: ({ startedAt }) => <Time at={startedAt} /> },
          { name: 'Ended', cell: ({ endedAt }) => <Time at={endedAt} /> },
          { name: 'Summary', cell: ({ summary }) => summary ?? '–' },
        ]}
      />
    </Page>
  );
}
