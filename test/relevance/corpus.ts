import { DateTime } from 'luxon';
import * as chinese from './phrases/chinese.ts';
import * as english from './phrases/english.ts';
import { chance } from './random.ts';

export type Language = 'en' | 'zh';
export type Kind = 'paraphrase' | 'free' | 'identifier' | 'word' | 'mixed' | 'time' | 'changed';

/** A memory of the set. */
export interface Entry {
  /** Names it in the set, for example `en/topic/3/Atlas`. */
  key: string;
  text: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** 0 to 1, drawn without regard to the questions. */
  importance: number;
}

export interface Question {
  id: string;
  kind: Kind;
  language: Language;
  text: string;
  /** Time expression, where the question is about a time. */
  when?: string;
  /** Keys of the entries that answer it. */
  relevant: string[];
}

export interface RelevanceSet {
  entries: Entry[];
  questions: Question[];
}

const LANGUAGES = { en: english, zh: chinese } as const;
const DAY_MS = 86_400_000;
/** Ages of the values of a changing statement, oldest first, in days. */
const CHANGE_AGES = [300, 190, 85, 12];
/** One question for so many statements of a topic. */
const ASKED_SHARE = 5;

const fill = (template: string, parts: Record<string, string>): string =>
  template.replace(/\{(\w)\}/g, (_, name: string) => parts[name] ?? '');

/**
 * The relevance set: the same every time, but for the dates, which are counted back from the Monday of this week.
 * Every system has a statement of every topic, so that whatever answers a question has many neighbours that share its
 * words or its meaning, but not both.
 */
export function relevanceSet(now = DateTime.utc()): RelevanceSet {
  const set: RelevanceSet = { entries: [], questions: [] };
  const monday = now.startOf('week');
  const add = (key: string, text: string, age: number) => {
    const createdAt = monday.toMillis() - age * DAY_MS - Math.floor(chance(key, 'time') * DAY_MS);
    set.entries.push({ key, text, createdAt, importance: Math.round(chance(key, 'importance') * 10) / 10 });
    return key;
  };
  for (const language of ['en', 'zh'] as const) {
    addTopics(set, language, add);
    addCodes(set, language, add);
    addChanges(set, language, add);
    addMeetings(set, language, monday);
  }
  addWords(set, add);
  addPairs(set, 'zh', 'mixed', chinese.MIXED, add);
  addPairs(set, 'en', 'free', english.FREE, add);
  return set;
}

type Add = (key: string, text: string, age: number) => string;

const choose = <T>(items: readonly T[], ...seed: (string | number)[]): T =>
  items[Math.floor(chance(...seed) * items.length)] as T;
const ageOf = (key: string) => 10 + Math.floor(chance(key, 'age') * 350);
const withTail = (language: Language, key: string, text: string) =>
  text + choose(LANGUAGES[language].TAILS, key, 'tail');

function addTopics(set: RelevanceSet, language: Language, add: Add): void {
  const { TOPICS, SYSTEMS } = LANGUAGES[language];
  for (const [t, topic] of TOPICS.entries()) {
    for (const [s, system] of SYSTEMS.entries()) {
      const key = `${language}/topic/${t}/${system}`;
      const text = fill(topic.say, { E: system, V: choose(topic.values, key, 'value') });
      add(key, withTail(language, key, text), ageOf(key));
      if ((t + s) % ASKED_SHARE !== 0) continue;
      const ask = choose(topic.ask, key, 'ask');
      set.questions.push({
        id: key,
        kind: 'paraphrase',
        language,
        text: fill(ask, { E: system }),
        relevant: [key],
      });
    }
  }
}

/** Each code has a neighbour that differs in one digit. */
function addCodes(set: RelevanceSet, language: Language, add: Add): void {
  const { CODED, CODE_QUESTIONS, SYSTEMS } = LANGUAGES[language];
  const shapes = [
    (n: number) => `ERR_${n}_TIMEOUT`,
    (n: number) => `PAY-${n}`,
    (n: number) => `getInvoice${n}ById`,
    (n: number) => `0x${n}AF3`,
  ];
  for (let i = 0; i < SYSTEMS.length; i++) {
    const shape = choose(shapes, language, 'shape', i);
    const number = 1000 + Math.floor(chance(language, 'code', i) * 8000);
    for (const [n, code] of [shape(number), shape(number + 1)].entries()) {
      const key = `${language}/code/${code}`;
      const text = fill(choose(CODED, key, 'text'), { C: code });
      add(key, withTail(language, key, text), ageOf(key));
      if (n > 0) continue;
      const ask = fill(choose(CODE_QUESTIONS, key, 'ask'), { C: code });
      set.questions.push({ id: key, kind: 'identifier', language, text: ask, relevant: [key] });
    }
  }
}

/** Only the newest value answers the question. */
function addChanges(set: RelevanceSet, language: Language, add: Add): void {
  const { CHANGING, SYSTEMS } = LANGUAGES[language];
  for (const [t, topic] of CHANGING.entries()) {
    for (const system of SYSTEMS.slice(0, 10)) {
      const keys = CHANGE_AGES.map((age, version) => {
        const key = `${language}/change/${t}/${system}/${version}`;
        return add(key, fill(topic.say, { E: system, V: topic.values[version] as string }), age);
      });
      set.questions.push({
        id: `${language}/change/${t}/${system}`,
        kind: 'changed',
        language,
        text: fill(choose(topic.ask, system, t), { E: system }),
        relevant: keys.slice(-1),
      });
    }
  }
}

/** The same meeting every month with another wish; the question says only when. */
function addMeetings(set: RelevanceSet, language: Language, monday: DateTime): void {
  const { MEETING, WISHES, MEETING_QUESTION } = LANGUAGES[language];
  for (const [back, wish] of WISHES.entries()) {
    const month = monday.startOf('month').minus({ month: back + 1 });
    const key = `${language}/meeting/${back}`;
    const at = month.set({ day: 12, hour: 10 });
    set.entries.push({
      key,
      text: fill(MEETING, { V: wish }),
      createdAt: at.toMillis() + (language === 'zh' ? DAY_MS : 0),
      importance: 0.5,
    });
    const when = {
      en: back === 0 ? 'last month' : month.setLocale('en').toFormat('LLLL yyyy'),
      zh: back === 0 ? '上个月' : `${month.year}年${month.month}月`,
    };
    set.questions.push({
      id: key,
      kind: 'time',
      language,
      text: MEETING_QUESTION,
      when: when[language],
      relevant: [key],
    });
  }
}

function addWords(set: RelevanceSet, add: Add): void {
  for (const [word, sentence] of chinese.TWO_CHARACTERS) {
    const key = `zh/word/${word}`;
    add(key, sentence, ageOf(key));
    const text = fill(choose(chinese.TWO_CHARACTER_QUESTIONS, key), { W: word });
    set.questions.push({ id: key, kind: 'word', language: 'zh', text, relevant: [key] });
  }
}

function addPairs(
  set: RelevanceSet,
  language: Language,
  kind: 'mixed' | 'free',
  pairs: readonly [say: string, ask: string][],
  add: Add,
): void {
  for (const [index, [say, ask]] of pairs.entries()) {
    const key = `${language}/${kind}/${index}`;
    add(key, say, ageOf(key));
    set.questions.push({ id: key, kind, language, text: ask, relevant: [key] });
  }
}
