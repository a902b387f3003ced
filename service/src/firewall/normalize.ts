import { createHash } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';

/** What errors have in common that differ only in paths, numbers, times and ids. */
export interface Normalized {
  /** Class or code, given or taken from the beginning of the message. */
  type: string | null;
  /** The message with placeholders for what differs. */
  pattern: string;
  /** SHA-256 of type, pattern and the innermost frames of the stack. */
  fingerprint: Buffer;
}

// Each begins where a run of its own characters begins, so that none takes quadratic time. The order matters: what is
// more telling comes first.
const PLACEHOLDERS: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?/g, '<time>'],
  [/(?<![\d:])\d{1,2}:\d\d:\d\d(?:[.,]\d+)?/g, '<time>'],
  [/(?<!\d)\d{4}[-/]\d\d[-/]\d\d(?!\d)/g, '<date>'],
  [/(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/gi, '<uuid>'],
  [/(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s'"<>)\]]+/gi, '<url>'],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g, '<email>'],
  [/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\d.])/g, '<ip>'],
  [/(?<!\w)0x[0-9a-f]+/gi, '<hex>'],
  [/(?<!\w)(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?!\w)/gi, '<hex>'],
  [/(?<!\w)[A-Za-z]:\\[^\s'":*?<>|()]+(?::\d+){0,2}/g, '<path>'],
  [/(?<![\w<>/.~])(?:~|\.{1,2})?(?:\/[^\s/'"`:;,()[\]<>|，。：；（）“”]+){2,}\/?(?::\d+){0,2}/g, '<path>'],
  [/(?<![\w<>/.~])(?:~|\.{1,2})\/[^\s/'"`:;,()[\]<>|，。：；（）“”]+(?::\d+){0,2}/g, '<path>'],
];
const NUMBER = /(?<![\p{Script=Latin}_\d])\d+(?:[.,_]\d+)*/gu;
/** A number behind one of these tells one error from another. */
const TELLING =
  /(?:code|status|errno|error|exit(?:ed)?(?: with)?|http(?:\/[\d.]+)?|signal)(?: code)?[\s:=#[(]*$/i;
const TELLING_REACH = 32;

const TYPE_IN_MESSAGE =
  /^(?:Uncaught )?([A-Za-z_][\w.]{0,110}(?:Error|Exception|Warning|Fault|Panic)): *(?=\S)/;

const FRAME = /^\s*(?:at\s|File "|from\s|#\d+\s|\d+:\s|\S+\.\w{1,5}:\d+)/;
const DIRECTORY = /(?<![^\s'"()])(?:[^\s\\/'"()]*[\\/])+(?=[^\s\\/'"()])/g;
const POSITION = /:\d+(?::\d+)?(?=\)?$)|, line \d+|\+0x[0-9a-f]+/gm;
/** The frames that an error is known by; those further out differ with the caller. */
const FRAMES = 5;

/** Two errors are the same when their fingerprints are. */
export function normalize(error: {
  message: string;
  type?: string | undefined;
  stack?: string | undefined;
}): Normalized {
  const message = stripVTControlCharacters(error.message).trim();
  const named = TYPE_IN_MESSAGE.exec(message);
  const type = error.type ?? named?.[1] ?? null;
  const saidTwice = named && named[1] === type;
  const pattern = placeholders(saidTwice ? message.slice(named[0].length) : message);
  const key = JSON.stringify([type, pattern, error.stack === undefined ? [] : frames(error.stack)]);
  return { type, pattern, fingerprint: createHash('sha256').update(key).digest() };
}

function placeholders(text: string): string {
  const marked = PLACEHOLDERS.reduce((result, [form, mark]) => result.replace(form, mark), text);
  const numbered = marked.replace(NUMBER, (number, index: number) =>
    TELLING.test(marked.slice(Math.max(0, index - TELLING_REACH), index)) ? number : '<n>',
  );
  return numbered.replace(/\s+/g, ' ').trim();
}

/** The innermost frames without directories and positions. */
function frames(stack: string): string[] {
  const lines = stripVTControlCharacters(stack)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => placeholders(line.trimEnd().replace(POSITION, '').replace(DIRECTORY, '')));
  // Python prints the innermost frame last.
  return /most recent call last/.test(stack) ? lines.slice(-FRAMES) : lines.slice(0, FRAMES);
}
