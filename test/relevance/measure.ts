import { DateTime } from 'luxon';
import { resolveWhen } from '../../service/src/memories/search/when/resolve.ts';
import type { Core } from '../service/support/core.ts';
import type { Entry, Question, RelevanceSet } from './corpus.ts';
import { grep } from './grep.ts';
import { ask } from './lists.ts';
import { scoreOf } from './metrics.ts';
import type { Result } from './report.ts';

const TOP = 10;

/** The entries from the time that the question is about: grep gets the same help as the others. */
function fromThen(entries: readonly Entry[], { when }: Question): readonly Entry[] {
  if (!when) return entries;
  const { since = '', until = '' } = resolveWhen(when);
  const [from, to] = [DateTime.fromISO(since).toMillis(), DateTime.fromISO(until).toMillis()];
  return entries.filter(({ createdAt }) => createdAt >= from && createdAt < to);
}

/** Asks every question in every way. */
export async function measure(
  { service }: Pick<Core, 'service'>,
  project: string,
  keys: ReadonlyMap<string, string>,
  { entries, questions }: RelevanceSet,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const question of questions) {
    const answer = async (mode: 'vector' | 'keyword' | 'hybrid') => {
      const found = await ask(service, project, keys, question, mode, TOP);
      return scoreOf(
        found.map(({ key }) => key),
        question.relevant,
      );
    };
    results.push({
      question,
      scores: {
        grep: scoreOf(grep(question.text, fromThen(entries, question)), question.relevant),
        keyword: await answer('keyword'),
        vector: await answer('vector'),
        hybrid: await answer('hybrid'),
      },
    });
  }
  return results;
}
