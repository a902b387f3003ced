/** Changes whenever the same text would give other tokens; stored with them. */
export const TOKENIZER_VERSION = 1;

// Scripts written without blanks between words.
const UNSPACED = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}々〆ー]';
const LETTER = `[[\\p{L}\\p{N}_]--${UNSPACED}]`;
const RUN = new RegExp(
  `(?<unspaced>${UNSPACED}+)|${LETTER}(?:${LETTER}|\\p{M}|[.'’\\-](?=${LETTER}))*`,
  'gv',
);
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu;
// Where a compound falls apart: marks, underscores, camelCase humps.
const JOINTS = /[.'’_-]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** What a text is found by. */
export interface Tokens {
  /** Words, compounds and their parts; for scripts without blanks, pairs of characters: enough to ask for. */
  main: Set<string>;
  /** Kept besides, so that single characters and long words are found too. */
  extra: Set<string>;
}

export interface TokenizeOptions {
  /** Words to leave out, and not to build pairs of characters across. */
  omit?: (word: string) => boolean;
}

/**
 * Cuts a text into distinct lower-case tokens. Widths, accents and English plurals are folded. Chinese,
 * Japanese and Korean give overlapping pairs of characters, so that any two-character word is found.
 */
export function tokenize(text: string, { omit = () => false }: TokenizeOptions = {}): Tokens {
  const tokens: Tokens = { main: new Set(), extra: new Set() };
  const folded = text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC');
  for (const match of folded.matchAll(RUN)) {
    if (match.groups?.unspaced) addUnspaced(match[0], tokens, omit);
    else addWord(match[0], tokens, omit);
  }
  return tokens;
}

function addUnspaced(run: string, { main, extra }: Tokens, omit: (word: string) => boolean): void {
  let piece: string[] = [];
  const finish = () => {
    const [only, ...more] = piece;
    if (only !== undefined && more.length === 0) main.add(only);
    for (const [index, character] of piece.entries()) {
      extra.add(character);
      if (index > 0) main.add(piece[index - 1] + character);
    }
    piece = [];
  };
  for (const { segment } of segmenter.segment(run)) {
    if (omit(segment)) {
      finish();
      continue;
    }
    if (segment.length > 2) extra.add(segment);
    piece.push(...segment);
  }
  finish();
}

function addWord(word: string, { main }: Tokens, omit: (word: string) => boolean): void {
  const parts = word.split(JOINTS).filter((part) => part !== '');
  for (const part of parts.map((part) => part.toLowerCase())) if (!omit(part)) main.add(singular(part));
  if (parts.length > 1 && !omit(word.toLowerCase())) main.add(word.toLowerCase());
}

/** Folds the regular plurals of English (the "S stemmer"). */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies')) return /[ae]ies$/.test(word) ? word : `${word.slice(0, -3)}y`;
  if (word.endsWith('es')) return /[aeo]es$/.test(word) ? word : word.slice(0, -1);
  return /[us]s$/.test(word) ? word : word.slice(0, -1);
}
