import { type SpawnOptions, spawn } from 'node:child_process';
import { Failure } from './failure.ts';

export interface RunOptions extends Pick<SpawnOptions, 'cwd' | 'env'> {
  /** Text for standard input; without it the program reads nothing. */
  input?: string;
  /** Ends the program after so many milliseconds. */
  timeout?: number;
  /** Exit codes besides 0 that are no failure. */
  allow?: number[];
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
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout: options.timeout,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => reject(new Failure(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code !== null && (code === 0 || options.allow?.includes(code)))
        return resolve({ stdout, stderr, code });
      const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
      const how = signal ? `was ended by ${signal}` : `exited with ${code}`;
      reject(new Failure(`${[command, ...args].join(' ').slice(0, 200)} ${how}:\n${tail}`));
    });
    if (options.input !== undefined) child.stdin?.end(options.input);
  });
}

/** The folder-qualified path of a program, or undefined where there is none. */
export async function which(program: string): Promise<string | undefined> {
  const found = await run('sh', ['-c', `command -v ${program}`], { allow: [1, 127] });
  return found.stdout.trim() || undefined;
}
