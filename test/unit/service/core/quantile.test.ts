import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile } from '../../../../service/src/admin/quantile.ts';

const buckets = [
  { le: 0.1, count: 50 },
  { le: 0.5, count: 90 },
  { le: 1, count: 100 },
  { le: Number.POSITIVE_INFINITY, count: 100 },
];

test('quantiles lie inside their bucket in proportion, as histogram_quantile has them', () => {
  assert.equal(quantile(0.5, buckets), 0.1);
  assert.equal(quantile(0.25, buckets), 0.05);
  assert.ok(Math.abs((quantile(0.7, buckets) ?? 0) - 0.3) < 1e-9);
  assert.equal(quantile(0.95, buckets), 0.75);
});

test('nothing measured is null; beyond the highest bound it is that bound', () => {
  assert.equal(quantile(0.5, []), null);
  assert.equal(
    quantile(
      0.5,
      buckets.map(({ le }) => ({ le, count: 0 })),
    ),
    null,
  );
  assert.equal(
    quantile(0.5, [
      { le: 1, count: 0 },
      { le: Number.POSITIVE_INFINITY, count: 4 },
    ]),
    1,
  );
});
