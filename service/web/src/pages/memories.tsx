import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { part } from '../api.ts';
import { Page } from '../parts/page.tsx';
import { MemoryList } from './memory-list.tsx';
import { MemorySearch } from './memory-search.tsx';
import { NewMemory } from './new-memory.tsx';

/** The memories of a project: newest first, or what a search finds. */
export function Memories({ project }: { project: string }) {
  const [query, setQuery] = useState('');
  const [tier, setTier] = useState('');
  const [stored, setStored] = useState(0);
  return (
    <Page title={project} actions={<Link href={`/projects/${part(project)}/work`}>Todos and decisions</Link>}>
      <search>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            setQuery(String(new FormData(event.currentTarget).get('query')).trim());
          }}
        >
          <input name="query" type="search" placeholder="Search by meaning or words" aria-label="Search" />
          <select
            aria-label="Tier"
            value={tier}
            onChange={({ currentTarget }) => setTier(currentTarget.value)}
          >
            <option value="">every tier</option>
            <option value="short">short</option>
            <option value="mid">mid</option>
            <option value="long">long</option>
          </select>
          <button type="submit">Search</button>
        </form>
      </search>
      {query ? (
        <MemorySearch project={project} query={query} tier={tier} />
      ) : (
        <>
          <NewMemory project={project} onStored={() => setStored(stored + 1)} />
          <MemoryList project={project} tier={tier} turn={stored} />
        </>
      )}
    </Page>
  );
}
