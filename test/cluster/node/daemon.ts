import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { Failure } from '../failure.ts';
import { inCluster } from '../paths.ts';
import { joinCgroups } from './cgroup.ts';
import { insideNetwork } from './network.ts';

export interface Daemon {
  name: string;
  command: string;
  args: string[];
  /** Runs on the machine's own network instead of the cluster's. */
  outside?: boolean;
  env?: NodeJS.ProcessEnv;
}

const recordFile = (name: string) => inCluster('run', `${name}.json`);
export const logFile = (name: string) => inCluster('log', `${name}.log`);

/** Starts a daemon that outlives this process, unless the same one runs already. */
export async function startDaemon(daemon: Daemon): Promise<void> {
  if (isRunning(daemon.name)) return;
  await mkdir(inCluster('log'), { recursive: true });
  await mkdir(inCluster('run'), { recursive: true });
  const [command, args] = daemon.outside
    ? [daemon.command, daemon.args]
    : insideNetwork(daemon.command, daemon.args);
  const log = openSync(logFile(daemon.name), 'a');
  const child = spawn('sh', ['-c', `${joinCgroups()}; exec "$@"`, daemon.name, command, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { ...process.env, ...daemon.env },
  });
  child.unref();
  if (child.pid === undefined) throw new Failure(`${daemon.name} cannot be started: is ${command} there?`);
  await writeFile(recordFile(daemon.name), JSON.stringify({ pid: child.pid, since: startTime(child.pid) }));
}

/** Whether the recorded process still is the one that was started: ids are used again, start times are not. */
export function isRunning(name: string): boolean {
  const file = recordFile(name);
  if (!existsSync(file)) return false;
  const { pid, since } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; since: string };
  return since !== '' && startTime(pid) === since;
}

/** Ends one daemon and waits until it is gone. */
export async function stopDaemon(name: string): Promise<void> {
  if (isRunning(name)) {
    const { pid } = JSON.parse(readFileSync(recordFile(name), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGTERM');
    await until(`${name} to end`, 10_000, async () => !isRunning(name));
  }
  await rm(recordFile(name), { force: true });
}

/** Field 22 of /proc/<pid>/stat, empty for no process or one that is only waiting to be buried. */
function startTime(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Asks again and again until `ready` says yes. @throws Failure when the time is over, with the daemon's log named */
export async function until(
  what: string,
  milliseconds: number,
  ready: () => Promise<boolean>,
  daemon?: string,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await ready().catch(() => false))) {
    if (daemon && !isRunning(daemon))
      throw new Failure(`${daemon} ended while waiting for ${what}:\n${lastLines(daemon)}`);
    if (Date.now() > deadline)
      throw new Failure(
        `waited ${milliseconds / 1000} s for ${what}${daemon ? `:\n${lastLines(daemon)}` : ''}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function lastLines(name: string): string {
  return `${logFile(name)}:\n${readFileSync(logFile(name), 'utf8').trim().split('\n').slice(-8).join('\n')}`;
}
