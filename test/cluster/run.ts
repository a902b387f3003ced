import { type SpawnOptions, spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ended } from './children.ts';
import { Failure } from './failure.ts';

export interface RunOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Text for standard input; without it the program reads nothing. */
  input?: string;
  /** Ends the program after so many milliseconds. */
  timeout?: number;
  /** Exit codes besides 0 that are no failure. */
  allow?: number[];
  /** The program ends in good order on SIGINT alone: it gets that, and only from this process, not from the terminal. */
  interruptible?: boolean;
}

export interface RunResult {
  stdout: string;
  stderr: string;
  code: number;
}

/**
 * Runs a program to its end and returns what it printed.
 * @throws Failure with the last lines of its output when it cannot be started, times out or exits with another code
 */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    timeout: options.timeout,
    killSignal: 'SIGKILL',
    detached: options.interruptible,
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  if (options.input !== undefined) child.stdin?.end(options.input);
  const { code, signal } = await ended(child, options.interruptible ? 'SIGINT' : undefined);
  if (code !== null && (code === 0 || options.allow?.includes(code))) return { stdout, stderr, code };
  const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
  const how = signal ? `was ended by ${signal}` : `exited with ${code}`;
  throw new Failure(`${[command, ...args].join(' ').slice(0, 200)} ${how}:\n${tail}`);
}

/** The path of a program on PATH, or undefined where there is none. */
export async function which(program: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, program);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && (await isExecutable(path))) return path;
  }
}

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
