import type { JobRecord } from '../../../src/jobs/schemas.ts';
import { call } from '../api.ts';
import { useAction, useLoaded } from '../data.ts';
import { Notice } from '../parts/notice.tsx';
import { Page, Show } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

const REFRESH_MS = 2000;

/** The work in the background, and what can be started by hand. */
export function Jobs() {
  const jobs = useLoaded(
    () => call<{ jobs: JobRecord[] }>('/admin/jobs', { query: { limit: 50 } }),
    [],
    REFRESH_MS,
  );
  const { busy, error, run } = useAction();
  const rebuild = async () => {
    if (await run(() => call('/admin/vectors/rebuild', { body: {} }))) jobs.reload();
  };
  return (
    <Page
      title="Jobs"
      actions={
        <button type="button" disabled={busy} onClick={rebuild}>
          Rebuild the vectors
        </button>
      }
    >
      <Notice error={error} />
      <Show from={jobs}>
        {(found) => (
          <Table
            rows={found.jobs}
            id={({ id }) => id}
            empty="No job has run yet."
            columns={[
              { name: 'Job', cell: ({ name }) => name },
              { name: 'Project', cell: ({ project }) => project ?? 'all' },
              { name: 'State', cell: ({ state }) => <span class={`badge ${state}`}>{state}</span> },
              { name: 'Done', cell: (job) => <Progress {...job} /> },
              { name: 'Began', cell: ({ startedAt }) => <Time at={startedAt} /> },
              { name: 'Ended', cell: ({ finishedAt }) => <Time at={finishedAt} /> },
              {
                name: 'Outcome',
                cell: ({ result, error: why }) => why ?? (result ? JSON.stringify(result) : '–'),
              },
            ]}
          />
        )}
      </Show>
    </Page>
  );
}

function Progress({ done, total }: Pick<JobRecord, 'done' | 'total'>) {
  if (total === null) return <>{done}</>;
  return (
    <>
      <progress value={done} max={Math.max(total, 1)} /> {done} / {total}
    </>
  );
}
