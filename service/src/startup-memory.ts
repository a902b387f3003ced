import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Late enough that the stores' clients are loaded and connected. */
const AFTER_MS = 3000;

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;

/**
 * Loading the program leaves some 50 MB of garbage, which V8 keeps until there is pressure. One collection gives it
 * back to the machine; it takes about 40 ms, once.
 */
export function releaseStartupMemory(): void {
  setTimeout(async () => {
    setFlagsFromString('--expose-gc');
    await (runInNewContext('gc') as Collect)({ type: 'major', execution: 'async' });
  }, AFTER_MS).unref();
}
