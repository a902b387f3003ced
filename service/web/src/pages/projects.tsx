import { Link } from 'wouter-preact';
import type { ProjectPage } from '../../../src/projects/page.ts';
import { call, part } from '../api.ts';
import { More, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';

/** The projects that the key can see. */
export function Projects() {
  const pages = usePages(async (cursor) => {
    const { projects, nextCursor } = await call<ProjectPage>('/projects', { query: { cursor } });
    return { rows: projects, nextCursor };
  }, []);
  return (
    <Page title="Projects">
      <Table
        rows={pages.rows}
        id={({ id }) => id}
        empty={pages.loading ? '' : 'Nothing is remembered yet: a project begins with its first memory.'}
        columns={[
          { name: 'Project', cell: ({ id }) => <Link href={`/projects/${part(id)}/memories`}>{id}</Link> },
          { name: 'Since', cell: ({ createdAt }) => <Time at={createdAt} /> },
          {
            name: '',
            cell: ({ id }) => <Link href={`/projects/${part(id)}/work`}>todos and decisions</Link>,
          },
        ]}
      />
      <More pages={pages} />
    </Page>
  );
}
