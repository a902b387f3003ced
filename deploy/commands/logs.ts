import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ended } from '../../test/cluster/children.ts';
import { Failure } from '../../test/cluster/failure.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';

/** pino's levels, which the service writes as numbers. */
const LEVELS: Record<string, number> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

export interface LogOptions extends Target {
  level?: string;
  follow?: boolean;
  component: string;
  tail: string;
}

/** Prints a component's log; with `level` only the lines of the service at least that grave. */
export async function logs(stack: string, options: LogOptions): Promise<void> {
  const least = options.level === undefined ? undefined : LEVELS[options.level];
  if (options.level !== undefined && least === undefined)
    throw new Failure(`--level ${options.level} is not known; allowed: ${Object.keys(LEVELS).join(', ')}`);
  const kubectl = await Kubectl.open(await openWorkspace(stack, options, 'cluster'));
  const args = [
    'logs',
    '--selector',
    `app.kubernetes.io/name=${options.component}`,
    '--prefix',
    '--max-log-requests=20',
    `--tail=${options.tail}`,
  ];
  const child = spawn(
    kubectl.command,
    [...kubectl.prefix, '-n', kubectl.namespace, ...args, ...(options.follow ? ['--follow'] : [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  createInterface(child.stdout).on('line', (line) => {
    if (least === undefined || levelOf(line) >= least) console.log(line);
  });
  const { code, signal } = await ended(child);
  if (code !== 0) throw new Failure(`kubectl logs ended with ${signal ?? code}`);
}

/** Level of a structured line behind kubectl's prefix; lines of other kinds count as the least grave. */
function levelOf(line: string): number {
  const value = /"level":(\d+|"(\w+)")/.exec(line);
  return value ? (value[2] ? (LEVELS[value[2]] ?? 0) : Number(value[1])) : 0;
}
