import { readFileSync, unwatchFile, watchFile } from 'node:fs';

const LOOK_EVERY_MS = 500;
/** A file that is being written is read once it has been left alone for this long. */
const SETTLED_MS = 100;

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Calls `onChange` within about a second after the text of the file changed. It looks at the file itself, through
 * whatever links lead there, so a ConfigMap's swapped link is seen as well as a file written over or renamed.
 *
 * @returns what ends it
 */
export function watchText(path: string, onChange: () => void): () => void {
  let known = read(path);
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const text = read(path);
    if (text === known) return;
    known = text;
    onChange();
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_MS);
  };
  watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, changed);
  return () => {
    clearTimeout(timer);
    unwatchFile(path, changed);
  };
}
