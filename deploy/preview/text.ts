/** The longest comment that GitHub takes; counted in bytes, so that no reading of the limit is passed. */
export const MOST_BYTES = 65_536;
const LONGEST_CELL = 600;

/** Text that stays text in a table of Markdown, on one line. */
export function escaped(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL)}…` : line;
  // The space of no width keeps a name behind @ from being a mention.
  return short
    .replace(/([\\`*_[\]|~])/g, '\\$1')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '@\u200b');
}

/** A name as code; backticks and pipes would end it. */
export const code = (name: string): string => `\`${name.replace(/[`|\s]+/g, ' ').trim()}\``;

export const table = (head: string[], rows: string[][]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${' --- |'.repeat(head.length)}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
];

const size = (text: string) => Buffer.byteLength(`${text}\n`);
/** Room for the lines around the details. */
const FRAME_BYTES = 200;

/** Joins the head with as many folded details as fit. @param what the details are, for the line that counts the rest */
export function bounded(head: string[], details: string[], what: string): string {
  const kept = fitting(head, MOST_BYTES - FRAME_BYTES);
  if (kept.length < head.length)
    return [...kept, '', `_${head.length - kept.length} more lines are left out._`].join('\n');
  if (details.length === 0) return head.join('\n');
  const used = head.reduce((sum, line) => sum + size(line), 0);
  const shown = fitting(details, MOST_BYTES - FRAME_BYTES - used);
  const rest = details.length - shown.length;
  return [
    ...head,
    `<details><summary>All ${details.length} ${what}</summary>`,
    '',
    ...shown,
    ...(rest > 0 ? ['', `_${rest} more ${what} are left out._`] : []),
    '',
    '</details>',
    '',
  ].join('\n');
}

/** The first lines that need no more than so many bytes. */
function fitting(lines: string[], bytes: number): string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += size(line);
    return used > bytes;
  });
  return end < 0 ? lines : lines.slice(0, end);
}
