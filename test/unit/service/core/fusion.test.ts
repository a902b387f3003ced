import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boost } from '../../../../service/src/memories/search/boost.ts';
import { rankByCoverage } from '../../../../service/src/memories/search/coverage.ts';
import { fuse, weightsFor } from '../../../../service/src/memories/search/fuse.ts';
import { DEFAULT_WEIGHTS } from '../../../../service/src/memories/search/weights.ts';

const list = (...ids: string[]) => ids.map((id, i) => ({ id, score: 1 - i / 10 }));
/** Weights whose effect can be told by hand, whatever the defaults are tuned to. */
const even = {
  ...DEFAULT_WEIGHTS,
  vector_weight: 1,
  vector_exponent: 0,
  keyword_weight: 1,
  keyword_exponent: 4,
};
const order = (lists: Parameters<typeof fuse>[0]) => fuse(lists, even).map(({ id }) => id);

test('what both lists have comes first', () => {
  assert.deepEqual(
    order({
      vector: list('a', 'b', 'c'),
      keyword: [
        { id: 'b', score: 1 },
        { id: 'd', score: 0.999 },
      ],
    }),
    ['b', 'a', 'd', 'c'],
  );
});

test('a weak keyword match does not pass the nearest by meaning', () => {
  const keyword = [{ id: 'weak', score: 0.3 }];
  assert.deepEqual(order({ vector: list('near', 'weak'), keyword })[0], 'near');
});

test('one list alone keeps its own scores', () => {
  assert.deepEqual(
    fuse({ vector: list('a', 'b') }, DEFAULT_WEIGHTS).map(({ score }) => score),
    [1, 0.9],
  );
});

const ranked = fc
  .uniqueArray(fc.record({ id: fc.string(), score: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    selector: ({ id }) => id,
  })
  .map((items) => items.toSorted((a, b) => b.score - a.score));

test('every memory comes once, best first, with the sum of its parts', () => {
  fc.assert(
    fc.property(ranked, ranked, (vector, keyword) => {
      const fused = fuse({ vector, keyword }, DEFAULT_WEIGHTS);
      assert.equal(fused.length, new Set([...vector, ...keyword].map(({ id }) => id)).size);
      for (const [i, { score, explain }] of fused.entries()) {
        assert.ok(i === 0 || (fused[i - 1]?.score ?? 0) >= score);
        const sum = (explain.vector?.contribution ?? 0) + (explain.keyword?.contribution ?? 0);
        assert.ok(Math.abs(sum - score) < 1e-12);
      }
    }),
  );
});

test('coverage is 1 for all terms, and a rare term counts more than a common one', () => {
  const candidate = (id: string, ...terms: string[]) => ({ id, terms: new Set(terms) });
  const hits = rankByCoverage(
    ['rare', 'common'],
    [
      candidate('c1', 'common'),
      candidate('c2', 'common'),
      candidate('r', 'rare'),
      candidate('all', 'rare', 'common'),
    ],
  );
  assert.deepEqual(
    hits.map(({ id }) => id),
    ['all', 'r', 'c2', 'c1'],
  );
  assert.equal(hits[0]?.score, 1);
  assert.deepEqual(rankByCoverage(['x'], [candidate('none', 'y')]), []);
  assert.deepEqual(rankByCoverage([], [candidate('none', 'y')]), []);
});

test('questions in Chinese weigh the ranking by meaning their own way', () => {
  const weights = { ...DEFAULT_WEIGHTS, vector_weight: 1, vector_weight_unspaced: 0.5 };
  const weight = (query: string) => weightsFor(query, weights).vector_weight;
  assert.equal(weight('where is the backup?'), 1);
  assert.equal(weight('备份在哪里？'), 0.5);
  assert.equal(weight('abc 备份表'), 0.75);
  assert.equal(weight('?!'), 1);
});

test('age, importance and pins add shares of the score; what has no traits is left out', () => {
  const day = 86_400_000;
  const weights = {
    ...DEFAULT_WEIGHTS,
    recency_weight: 0.5,
    recency_half_life_days: 10,
    importance_weight: 0.2,
    pinned_weight: 0.1,
  };
  const fused = fuse({ vector: list('a', 'b', 'gone') }, weights);
  const traits = new Map([
    ['a', { createdAt: 0, importance: 0, pinned: false }],
    ['b', { createdAt: 10 * day, importance: 1, pinned: true }],
  ]);
  const [first, second, ...none] = boost(fused, traits, weights, 20 * day);
  assert.deepEqual(none, []);
  assert.equal(first?.id, 'b');
  assert.ok(Math.abs((first?.score ?? 0) - 0.9 * (1 + 0.5 * 0.5 + 0.2 + 0.1)) < 1e-9);
  assert.ok(Math.abs((second?.score ?? 0) - (1 + 0.5 * 0.25)) < 1e-9);
  assert.equal(second?.explain.pin?.contribution, 0);
});

test('a later page weighs cosines as the first did, though the best has gone since', () => {
  const weights = { ...even, vector_exponent: 2 };
  const vector = [
    { id: 'gone', score: 0.9 },
    { id: 'far', score: 0.3 },
  ];
  const keyword = [{ id: 'word', score: 0.5 }];
  const before = fuse({ vector, keyword }, weights).map(({ id }) => id);
  assert.deepEqual(before, ['gone', 'far', 'word']);
  const after = (nearest?: number) => fuse({ vector: vector.slice(1), keyword }, weights, nearest);
  const part = (entries: ReturnType<typeof after>) =>
    entries.find(({ id }) => id === 'far')?.explain.vector?.contribution;
  assert.ok(Math.abs((part(after(0.9)) ?? 0) * 9 - (part(after()) ?? 0)) < 1e-9);
});

test('words matched equally share a rank, so that meaning decides between them', () => {
  const keyword = ['z', 'y', 'x'].map((id) => ({ id, score: 0.5 }));
  const fused = fuse({ vector: list('x', 'y', 'z'), keyword }, even);
  assert.deepEqual(
    fused.map(({ id, explain }) => [id, explain.keyword?.rank]),
    [
      ['x', 1],
      ['y', 1],
      ['z', 1],
    ],
  );
});

test('a cosine far below the best weighs little, and negative ones are no trouble', () => {
  const weights = { ...even, vector_exponent: 2 };
  const vector = [
    { id: 'best', score: 0.8 },
    { id: 'half', score: 0.4 },
    { id: 'against', score: -0.1 },
  ];
  const [best, half, against] = fuse({ vector, keyword: [] }, weights);
  const part = (entry: typeof best) => entry?.explain.vector?.contribution ?? Number.NaN;
  assert.ok(Math.abs(part(half) / part(best) - (0.25 * 61) / 62) < 1e-9);
  assert.equal(part(against), 0);
  const all = fuse(
    {
      vector: [
        { id: 'a', score: -0.2 },
        { id: 'b', score: -0.3 },
      ],
      keyword: [],
    },
    weights,
  );
  assert.ok(all.every(({ score }) => Number.isFinite(score)));
});
