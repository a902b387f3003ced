import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { Failure } from './failure.ts';
import { say } from './progress.ts';

/** How a program ended. */
export interface End {
  /** null where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Programs that are waited for, and the signal that ends each in good order where not every one does. */
const running = new Map<ChildProcess, NodeJS.Signals | undefined>();
let endedBy: NodeJS.Signals | undefined;

/**
 * Waits until a program has ended. Once a signal ends this process, too, nothing more may follow: it never returns.
 * @param ask the one signal on which the program ends in good order
 * @throws Failure where it cannot be started
 */
export function ended(child: ChildProcess, ask?: NodeJS.Signals): Promise<End> {
  running.set(child, ask);
  if (endedBy) child.kill(ask ?? endedBy);
  return new Promise((resolve, reject) => {
    const settle = (next: () => void) => {
      running.delete(child);
      if (endedBy) exitAlone(endedBy);
      else next();
    };
    child.once('error', ({ message }) =>
      settle(() => reject(new Failure(`${child.spawnfile} cannot be started: ${message}`))),
    );
    child.once('close', (code, signal) => settle(() => resolve({ code, signal })));
  });
}

/**
 * Lets every signal that ends this process end its programs first, and waits for them. Each further signal is passed
 * on as well: a program may take the second one for an order to hurry.
 */
export function endWithChildren(): void {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!endedBy && running.size > 0) say(`  ! ${signal}: waiting for what runs; once more hurries it`);
      endedBy ??= signal;
      for (const [child, ask] of running) child.kill(ask ?? signal);
      exitAlone(endedBy);
    });
}

/** Exits as a shell says that a signal ended a program, once no program is left. */
function exitAlone(signal: NodeJS.Signals): void {
  if (running.size === 0) process.exit(128 + constants.signals[signal]);
}
