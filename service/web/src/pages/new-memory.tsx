import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { StoreResult } from '../../../src/memories/schemas.ts';
import { call, part } from '../api.ts';
import { useAction } from '../data.ts';
import { Notice } from '../parts/notice.tsx';

/** Stores a memory. */
export function NewMemory({ project, onStored }: { project: string; onStored: () => void }) {
  const { busy, error, run } = useAction();
  const [known, setKnown] = useState(false);
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const tags = String(fields.get('tags'))
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const body = { content: fields.get('content'), tier: fields.get('tier'), tags };
    const done = await run(async () => {
      const { created } = await call<StoreResult>(`/projects/${part(project)}/memories`, { body });
      setKnown(!created);
    });
    if (!done) return;
    form.reset();
    onStored();
  };
  return (
    <details>
      <summary>New memory</summary>
      <form class="stack" onSubmit={submit}>
        <textarea
          name="content"
          rows={4}
          required
          aria-label="Text"
          placeholder="What to remember, word for word"
        />
        <div class="row">
          <select name="tier" aria-label="Tier of the new memory">
            <option value="mid">mid</option>
            <option value="long">long</option>
            <option value="short">short</option>
          </select>
          <input name="tags" placeholder="tags, separated by commas" aria-label="Tags" />
          <button type="submit" disabled={busy}>
            Store
          </button>
        </div>
      </form>
      <Notice error={error} />
      {known && <p role="status">The project had this text already.</p>}
    </details>
  );
}
