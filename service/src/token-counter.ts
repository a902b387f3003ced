/**
 * Counts in the vocabulary cl100k_base. Newer vocabularies need as many tokens for English and fewer for Chinese; those
 * of other makers differ by some percent.
 */
export interface TokenCounter {
  /** Never less than the vocabulary needs for the whole text. Stops when `limit` is exceeded. */
  count(text: string, limit?: number): number;
  /** The longest beginning that has at most so many tokens, never ending within a character. */
  cut(text: string, limit: number): string;
}

// The encoder takes quadratic time for long runs without a blank, as Chinese text is one. A lost merge at a seam can
// make the parts need one token less than the whole.
const PIECE = /[^\n]{1,300}\n{0,8}|\n{1,300}/gu;
const SEAM = 1;

let loading: Promise<TokenCounter> | undefined;

/** The vocabulary takes some megabytes, so it is loaded with the first text to count. */
export function tokenCounter(): Promise<TokenCounter> {
  loading ??= import('gpt-tokenizer/encoding/cl100k_base').then(({ encode }) =>
    // Marks such as <|endoftext|> are text like any other here.
    createCounter((text) => encode(text, { disallowedSpecial: new Set() }).length),
  );
  return loading;
}

function createCounter(encodedLength: (piece: string) => number): TokenCounter {
  const sizeOf = (piece: string) => encodedLength(piece) + (piece.endsWith('\n') ? 0 : SEAM);
  return {
    count(text, limit = Number.POSITIVE_INFINITY) {
      let total = 0;
      for (const [piece] of text.matchAll(PIECE)) {
        total += sizeOf(piece);
        if (total > limit) break;
      }
      return total;
    },
    cut(text, limit) {
      let total = 0;
      for (const { 0: piece, index } of text.matchAll(PIECE)) {
        const size = sizeOf(piece);
        if (total + size > limit) return text.slice(0, index) + longestPrefix(piece, limit - total);
        total += size;
      }
      return text;
    },
  };

  function longestPrefix(piece: string, limit: number): string {
    const characters = Array.from(piece);
    let fits = 0;
    let tooLong = characters.length + 1;
    while (tooLong - fits > 1) {
      const middle = Math.floor((fits + tooLong) / 2);
      if (sizeOf(characters.slice(0, middle).join('')) <= limit) fits = middle;
      else tooLong = middle;
    }
    return characters.slice(0, fits).join('');
  }
}
