import type { TargetedSubmitEvent } from 'preact';
import { call } from '../api.ts';
import { useAction, useLoaded } from '../data.ts';
import { Notice } from '../parts/notice.tsx';
import { Page, Show } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';

interface Setting {
  key: string;
  value: unknown;
  configured: unknown;
  live: boolean;
  stored: boolean;
}

interface Settings {
  settings: Setting[];
  file: { watched: boolean; problems: string[]; waiting: string[] };
}

/** Text that looks like JSON is JSON, other text is itself. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The configuration as it is; what may change while the service runs can be changed here, on every replica. */
export function Configuration() {
  const settings = useLoaded(() => call<Settings>('/admin/config'), []);
  const { busy, error, run } = useAction();
  const change = async (body: unknown) => {
    if (await run(() => call('/admin/config', { method: 'PATCH', body }))) settings.reload();
  };
  const save = (key: string) => (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('value'));
    return change({ set: { [key]: parsed(text) } });
  };
  const cell = ({ key, value, live, stored }: Setting) => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    if (!live) return <code>{shown}</code>;
    return (
      <form class="row" key={shown} onSubmit={save(key)}>
        <input name="value" defaultValue={shown} aria-label={key} />
        <button type="submit" disabled={busy}>
          Set
        </button>
        {stored && (
          <button type="button" disabled={busy} onClick={() => change({ unset: [key] })}>
            Reset
          </button>
        )}
      </form>
    );
  };
  return (
    <Page title="Configuration">
      <Notice error={error} />
      <Show from={settings}>
        {(found) => (
          <>
            {found.file.problems.map((problem) => (
              <p class="notice" key={problem}>
                {problem}
              </p>
            ))}
            {found.file.waiting.length > 0 && (
              <p class="notice">
                Changed in the file, true after the next start: {found.file.waiting.join(', ')}
              </p>
            )}
            <Table
              rows={[...found.settings].sort((a, b) => Number(b.live) - Number(a.live))}
              id={({ key }) => key}
              empty=""
              columns={[
                { name: 'Key', cell: ({ key }) => <code>{key}</code> },
                { name: 'Value', cell },
                { name: 'Live', cell: ({ live }) => (live ? 'yes' : 'next start') },
              ]}
            />
          </>
        )}
      </Show>
    </Page>
  );
}
