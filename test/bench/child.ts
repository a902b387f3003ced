import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Scope } from '../service/support/scope.ts';

/** Starts a Node program of this project; ends with the scope. Its output is shown when it dies early. */
export async function startProgram(
  scope: Scope,
  file: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<RegExpExecArray> {
  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  scope.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const look = (data: Buffer) => {
      output += data;
      const match = ready.exec(output);
      if (!match) return;
      // What it says from now on is let pass unread, so that reading it does not weigh on what is measured.
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', look).resume();
      resolve(match);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${output}`)));
  });
}
