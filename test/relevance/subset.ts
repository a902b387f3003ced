import type { RelevanceSet } from './corpus.ts';
import { chance } from './random.ts';

/** A small part of the set, the same every time: so many questions, their answers, and other entries up to `entries`. */
export function subset(set: RelevanceSet, sizes: { questions: number; entries: number }): RelevanceSet {
  const shuffled = <T>(items: readonly T[], name: (item: T) => string) =>
    items.toSorted((a, b) => chance('subset', name(a)) - chance('subset', name(b)));
  const questions = shuffled(set.questions, ({ id }) => id).slice(0, sizes.questions);
  const answers = new Set(questions.flatMap(({ relevant }) => relevant));
  const isAnswer = ({ key }: { key: string }) => answers.has(key);
  const others = shuffled(set.entries, ({ key }) => key).filter((entry) => !isAnswer(entry));
  const entries = [...set.entries.filter(isAnswer), ...others].slice(0, sizes.entries);
  return { questions, entries };
}
