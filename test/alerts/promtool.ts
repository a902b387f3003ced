import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dump } from 'js-yaml';
import { ensurePrograms } from '../cluster/debian.ts';
import type { Situation } from './situation.ts';

const run = promisify(execFile);

export const ensurePromtool = () => ensurePrograms({ promtool: 'prometheus' });

/** Runs promtool on files of these contents, in a folder of their own. @throws Error with what promtool says */
export async function promtool(command: string[], files: Record<string, unknown>): Promise<void> {
  await ensurePromtool();
  const folder = await mkdtemp(join(tmpdir(), 'promtool-'));
  try {
    for (const [name, content] of Object.entries(files))
      await writeFile(
        join(folder, name),
        typeof content === 'string' ? content : dump(content, { noRefs: true }),
      );
    await run('promtool', command, { cwd: folder });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`promtool ${command.join(' ')}\n${stdout}${stderr}` || String(error));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One test of promtool: in `situation`, the alert fires or does not. */
export const ruleTest = (alert: string, { at, every = '1m', series }: Situation, fires: boolean) => ({
  interval: every,
  name: `${alert} ${fires ? 'fires' : 'stays silent'}`,
  input_series: Object.entries(series).map(([selector, values]) => ({ series: selector, values })),
  promql_expr_test: [
    {
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) > bool 0`,
      eval_time: at,
      exp_samples: fires ? [{ labels: '{}', value: 1 }] : [],
    },
  ],
});
