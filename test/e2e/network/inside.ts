import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../../cluster/run.ts';

const inside = (network: string, script: string, args: string[]): [string, string[]] => [
  'nsenter',
  [`--net=${network}`, process.execPath, join(import.meta.dirname, script), ...args],
];

/** Addresses (`host:port`) that take a connection out of a network. @param network file of its namespace */
export async function reachable(network: string, targets: string[]): Promise<Set<string>> {
  const { stdout } = await run(...inside(network, 'connect.ts', targets), { timeout: 60_000 });
  return new Set(JSON.parse(stdout) as string[]);
}

/** A script of this folder that serves in a network until it is stopped; its first line says that it is ready. */
export async function serveIn(
  network: string,
  script: string,
  args: string[],
  heard: (line: string) => void = () => {},
): Promise<{ stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(...inside(network, script, args), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  // What follows the first line may come with it at once.
  lines.once('line', () => lines.on('line', heard));
  await Promise.race([
    once(lines, 'line'),
    ended.then(() => {
      throw new Error(`${script} ended before it served`);
    }),
  ]);
  return {
    async stop() {
      child.kill();
      await ended;
    },
  };
}
