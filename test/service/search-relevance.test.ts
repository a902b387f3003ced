import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { relevanceSet } from '../relevance/corpus.ts';
import { load } from '../relevance/load.ts';
import { measure } from '../relevance/measure.ts';
import type { Method, Result } from '../relevance/report.ts';
import { subset } from '../relevance/subset.ts';
import { type Core, drained, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

/** What hybrid search reaches on this part of the set; `npm run relevance` measures all of it. */
const RECORDED = { en: 0.892, zh: 0.804 };
/** The dates move with the calendar, so the newest are not always equally new. */
const TOLERANCE = 0.03;

let core: Core;
let results: Result[];
const scope = lastInFirstOut({ after });

before(async () => {
  core = await startCore(scope);
  const set = subset(relevanceSet(), { questions: 60, entries: 240 });
  const keys = await load(core.mysql, 'relevance', set.entries);
  core.relay.wake();
  await drained(core.mysql);
  results = await measure(core, 'relevance', keys, set);
});

const ndcg = (method: Method, of = results) =>
  of.reduce((sum, { scores }) => sum + scores[method].ndcg, 0) / of.length;

test('hybrid search answers as well as recorded, in English and in Chinese', () => {
  for (const language of ['en', 'zh'] as const) {
    const reached = ndcg(
      'hybrid',
      results.filter(({ question }) => question.language === language),
    );
    const wanted = RECORDED[language] - TOLERANCE;
    assert.ok(
      reached >= wanted,
      `${language}: nDCG@10 ${reached.toFixed(3)}, recorded ${RECORDED[language]}`,
    );
  }
});

test('hybrid search is ahead of grep, keywords and vectors', () => {
  for (const method of ['grep', 'keyword', 'vector'] as const) {
    assert.ok(ndcg('hybrid') > ndcg(method), `${ndcg('hybrid')} ≤ ${method} ${ndcg(method)}`);
  }
});
