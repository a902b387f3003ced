import { Link, useLocation } from 'wouter-preact';
import type { Memory } from '../../../src/memories/schemas.ts';
import { call, part } from '../api.ts';
import { useAction, useLoaded } from '../data.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Notice } from '../parts/notice.tsx';
import { Page, Show } from '../parts/page.tsx';
import { EditMemory } from './edit-memory.tsx';
import { MemoryFacts } from './memory-facts.tsx';
import { MemoryHistory } from './memory-history.tsx';
import { RelatedList } from './related-list.tsx';

/** One memory: its text, what can be done with it, its versions and its near-duplicates. */
export function MemoryPage({ project, id }: { project: string; id: string }) {
  const path = `/projects/${part(project)}/memories/${part(id)}`;
  const list = `/projects/${part(project)}/memories`;
  const [, go] = useLocation();
  const memory = useLoaded(() => call<Memory>(path), [path]);
  const { busy, error, run } = useAction();
  const change = async (work: () => Promise<unknown>) => {
    if (await run(work)) memory.reload();
  };
  const remove = async () => {
    if (await run(() => call(path, { method: 'DELETE' }))) go(list);
  };
  return (
    <Page title="Memory" actions={<Link href={list}>All of {project}</Link>}>
      <Notice error={error} />
      <Show from={memory}>
        {(found) => (
          <>
            <pre class="text">{found.content}</pre>
            <MemoryFacts memory={found} />
            <div class="actions">
              {found.tier !== 'long' && (
                <button
                  type="button"
                  disabled={busy}
                  onClick={() => change(() => call(`${path}/promote`, { body: { tier: 'long' } }))}
                >
                  Promote to long
                </button>
              )}
              {found.tier !== 'short' && (
                <button
                  type="button"
                  disabled={busy}
                  onClick={() =>
                    change(() => call(path, { method: 'PATCH', body: { pinned: !found.pinned } }))
                  }
                >
                  {found.pinned ? 'Unpin' : 'Pin'}
                </button>
              )}
              <Confirm label="Delete" sure="Delete for good" busy={busy} act={remove} />
            </div>
            <EditMemory key={found.version} memory={found} path={path} onChanged={memory.reload} />
            <RelatedList path={path} version={found.version} />
            <MemoryHistory path={path} version={found.version} onRestored={memory.reload} />
          </>
        )}
      </Show>
    </Page>
  );
}
