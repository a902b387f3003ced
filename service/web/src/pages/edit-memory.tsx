import type { TargetedSubmitEvent } from 'preact';
import type { Memory } from '../../../src/memories/schemas.ts';
import { call } from '../api.ts';
import { useAction } from '../data.ts';
import { Notice } from '../parts/notice.tsx';

/** Changes a memory; refused when somebody else changed it meanwhile. */
export function EditMemory(props: { memory: Memory; path: string; onChanged: () => void }) {
  const { memory, path, onChanged } = props;
  const { busy, error, run } = useAction();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const content = String(fields.get('content'));
    const body = {
      ...(content === memory.content ? {} : { content }),
      importance: Number(fields.get('importance')),
      ifVersion: memory.version,
    };
    if (await run(() => call(path, { method: 'PATCH', body }))) onChanged();
  };
  return (
    <details>
      <summary>Change</summary>
      <form class="stack" onSubmit={submit}>
        <textarea name="content" rows={6} required aria-label="Text" defaultValue={memory.content} />
        <label>
          Importance
          <input
            name="importance"
            type="number"
            min="0"
            max="1"
            step="any"
            required
            defaultValue={String(memory.importance)}
          />
        </label>
        <button type="submit" disabled={busy}>
          Save
        </button>
      </form>
      <Notice error={error} />
    </details>
  );
}
