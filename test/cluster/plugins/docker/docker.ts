import { spawn } from 'node:child_process';

const TAIL_LINES = 40;

/** Runs the docker CLI. @throws Error with the end of what it printed */
export function docker(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all += text;
    });
    child.on('error', (error) => reject(new Error(`docker cannot be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) return resolve(stdout);
      const tail = all.trim().split('\n').slice(-TAIL_LINES).join('\n');
      reject(new Error(`docker ${args[0]} failed with ${code}:\n${tail}`));
    });
  });
}
