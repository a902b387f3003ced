import type { TargetedSubmitEvent } from 'preact';
import { call } from '../api.ts';
import { useAction } from '../data.ts';
import { Notice } from '../parts/notice.tsx';
import { session } from '../session.ts';

/** Asks for an API key and tries it before it is kept. */
export function SignIn({ onDone }: { onDone: () => void }) {
  const { busy, error, run } = useAction();
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    session.set(String(new FormData(event.currentTarget).get('key')).trim());
    if (await run(() => call('/projects', { query: { limit: 1 } }))) onDone();
    else session.clear();
  };
  return (
    <main class="sign-in">
      <h1>MCP system</h1>
      <form onSubmit={submit}>
        <label>
          API key
          <input name="key" type="password" required autocomplete="off" placeholder="sk-…" />
        </label>
        <button type="submit" disabled={busy}>
          Sign in
        </button>
      </form>
      <Notice error={error} />
      <p class="quiet">The key stays in this tab and is forgotten when it is closed.</p>
    </main>
  );
}
