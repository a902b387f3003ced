import { isStopword } from '../../service/src/memories/search/stopwords.ts';
import type { Entry } from './corpus.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words that somebody would grep for, one after the other: not "the", not "of". */
const words = (text: string): string[] =>
  Array.from(segmenter.segment(text.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
    .filter((word) => !isStopword(word));

/** The baseline: `grep -i` for each word of the question, entries by how many of them they have, the newest first. */
export function grep(question: string, entries: readonly Entry[]): string[] {
  const wanted = Array.from(new Set(words(question)));
  return entries
    .map(({ key, text, createdAt }) => {
      const low = text.toLowerCase();
      return { key, createdAt, count: wanted.filter((word) => low.includes(word)).length };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || b.createdAt - a.createdAt)
    .map(({ key }) => key);
}
