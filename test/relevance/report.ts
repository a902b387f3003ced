import type { Kind, Language, Question } from './corpus.ts';
import { type Interval, interval, type Measure, type Score } from './metrics.ts';
import { halfOf } from './random.ts';

export const METHODS = ['grep', 'keyword', 'vector', 'hybrid'] as const;
export type Method = (typeof METHODS)[number];

/** One question with its scores by method. */
export interface Result {
  question: Question;
  scores: Record<Method, Score>;
}

const MEASURES: [Measure, string][] = [
  ['recall', 'R@5'],
  ['reciprocalRank', 'MRR@10'],
  ['ndcg', 'nDCG@10'],
];

const three = (value: number) => value.toFixed(3);
const withBounds = ({ mean, low, high }: Interval) => `${three(mean)} (${three(low)}–${three(high)})`;
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]) => [row(cells), row(cells.map(() => '---'))];

const measure = (results: readonly Result[], method: Method, name: Measure): Interval =>
  interval(results.map(({ scores }) => scores[method][name]));

function comparison(title: string, results: readonly Result[]): string[] {
  const lines = METHODS.map((method) =>
    row([method, ...MEASURES.map(([name]) => withBounds(measure(results, method, name)))]),
  );
  const gains = METHODS.filter((method) => method !== 'hybrid').map((method) =>
    row([
      `hybrid − ${method}`,
      ...MEASURES.map(([name]) =>
        withBounds(interval(results.map(({ scores }) => scores.hybrid[name] - scores[method][name]))),
      ),
    ]),
  );
  const heading = `**${title}, ${results.length} questions**`;
  return [heading, '', ...head(['', ...MEASURES.map(([, label]) => label)]), ...lines, ...gains, ''];
}

function byKind(results: readonly Result[]): string[] {
  const groups = Map.groupBy(results, ({ question }) => `${question.language} ${question.kind}` as const);
  const lines = Array.from(groups, ([name, group]) =>
    row([
      name satisfies `${Language} ${Kind}`,
      String(group.length),
      ...METHODS.map((method) => three(measure(group, method, 'ndcg').mean)),
    ]),
  );
  return [
    '**nDCG@10 by kind of question, frozen half**',
    '',
    ...head(['', 'questions', ...METHODS]),
    ...lines,
  ];
}

/** Tables in Markdown: means with 95% confidence intervals, side by side. */
export function report(results: readonly Result[]): string {
  const half = (name: 'tuning' | 'frozen') => results.filter(({ question }) => halfOf(question.id) === name);
  const frozen = half('frozen');
  return [
    ...comparison('Frozen half', frozen),
    ...(['en', 'zh'] as const).flatMap((language) =>
      comparison(
        `Frozen half, ${language === 'en' ? 'English' : 'Chinese and mixed'}`,
        frozen.filter(({ question }) => question.language === language),
      ),
    ),
    ...byKind(frozen),
    '',
    ...comparison('Tuning half', half('tuning')),
  ].join('\n');
}

/** The methods that hybrid does not beat on the frozen half, by measure. */
export function unbeaten(results: readonly Result[]): string[] {
  const frozen = results.filter(({ question }) => halfOf(question.id) === 'frozen');
  return MEASURES.flatMap(([name, label]) =>
    METHODS.filter(
      (method) =>
        method !== 'hybrid' && measure(frozen, method, name).mean >= measure(frozen, 'hybrid', name).mean,
    ).map((method) => `${method} (${label})`),
  );
}
