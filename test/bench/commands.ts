import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../deploy/project.ts';
import { exitWith, Failure } from '../cluster/failure.ts';
import { say } from '../cluster/progress.ts';
import { run } from '../cluster/run.ts';

const RUNS = 5;
const USAGE = 'npm run stack-times -- <stack> [--config-file FILE] [--runs 5] [-- more options of up]';

/** Seconds of one run: of the whole command, and of each step that it names. */
type Times = Record<string, number>;

async function timed(args: string[]): Promise<Times> {
  const start = performance.now();
  const { stderr } = await run(join(projectFolder, 'deploy.sh'), args);
  const steps = [...stderr.matchAll(/^ {2}✓ (.+?) ([\d.]+) s$/gm)];
  return {
    ...Object.fromEntries(steps.map(([, name, seconds]) => [name, Number(seconds)])),
    all: (performance.now() - start) / 1000,
  };
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const median = (values: number[]) => sorted(values)[Math.floor(values.length / 2)] ?? 0;

/** A row per step: median, fastest and slowest. */
function rows(command: string, runs: Times[]): string[] {
  return Object.keys(runs[0] ?? {}).map((name) => {
    const values = sorted(runs.flatMap((times) => times[name] ?? []));
    const figures = [median(values), values[0] ?? 0, values.at(-1) ?? 0].map((value) => value.toFixed(1));
    return `| ${command} | ${name} | ${figures.join(' | ')} |`;
  });
}

/** Measures an `up` that changes nothing and a preview of a running stack, and prints them as a table. */
async function measure(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: String(RUNS) }, 'config-file': { type: 'string' } },
  });
  const [stack, ...more] = positionals;
  const count = Number(values.runs);
  if (!stack || !Number.isInteger(count) || count < 1) throw new Failure(`usage: ${USAGE}`);
  const file = values['config-file'] ? ['--config-file', values['config-file']] : [];
  const commands = { up: ['up', stack, ...file, ...more], preview: ['preview', stack, ...file] };
  await timed(commands.up);
  const table: string[] = [];
  for (const [command, args] of Object.entries(commands)) {
    const runs: Times[] = [];
    for (let number = 1; number <= count; number++) {
      say(`  ${command} ${number} of ${count}`);
      runs.push(await timed(args));
    }
    table.push(...rows(command, runs));
  }
  console.log(
    ['| command | step | median s | fastest | slowest |', '| --- | --- | --- | --- | --- |', ...table].join(
      '\n',
    ),
  );
}

await measure().catch(exitWith);
