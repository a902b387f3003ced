import type { TargetedSubmitEvent } from 'preact';
import { call } from '../api.ts';
import { useAction } from '../data.ts';
import { Notice } from '../parts/notice.tsx';

const SCOPES = ['read', 'write', 'admin'];
const DAY_MS = 86_400_000;

/** Makes an API key. */
export function NewKey({ onMade }: { onMade: (key: string) => void }) {
  const { busy, error, run } = useAction();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const [project, days] = [String(fields.get('project')), Number(fields.get('days'))];
    const body = {
      name: fields.get('name'),
      scopes: fields.getAll('scope'),
      ...(project ? { project } : {}),
      ...(days > 0 ? { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
    };
    await run(async () => {
      onMade((await call<{ key: string }>('/admin/keys', { body })).key);
      form.reset();
    });
  };
  return (
    <details>
      <summary>New key</summary>
      <form class="stack" onSubmit={submit}>
        <input name="name" required maxLength={255} placeholder="whom or what it is for" aria-label="Name" />
        <fieldset class="row">
          <legend>It may</legend>
          {SCOPES.map((scope) => (
            <label key={scope}>
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope !== 'admin'} />
              {scope}
            </label>
          ))}
        </fieldset>
        <div class="row">
          <input name="project" placeholder="only this project; empty: all" aria-label="Project" />
          <input
            name="days"
            type="number"
            min="1"
            placeholder="days it works; empty: always"
            aria-label="Days"
          />
          <button type="submit" disabled={busy}>
            Make
          </button>
        </div>
      </form>
      <Notice error={error} />
    </details>
  );
}
