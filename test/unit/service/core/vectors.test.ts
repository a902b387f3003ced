import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createBuiltinEmbedder } from '../../../../service/src/embeddings/builtin.ts';
import { normalize } from '../../../../service/src/embeddings/normalize.ts';
import { filterExpression, tagCode } from '../../../../service/src/vectors/filter.ts';
import {
  assertSuccess,
  CollectionMissingError,
  toVectorError,
} from '../../../../service/src/vectors/reply.ts';

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

test('a filter always names the project, and a tag cannot break out of it', () => {
  assert.equal(filterExpression('p.1'), 'project_id == "p.1"');
  assert.equal(
    filterExpression('p', { type: 'note', since: 5, until: 9, tags: ['x'] }),
    `project_id == "p" && type == "note" && array_contains_all(tags, ["${tagCode('x')}"]) && created_at >= 5 && created_at < 9`,
  );
  fc.assert(
    fc.property(fc.string(), (tag) => {
      assert.match(tagCode(tag), /^[0-9a-f]{16}$/);
    }),
  );
});

test('the lexical embedder puts texts near that share words, and gives every text a direction', async () => {
  const embedder = createBuiltinEmbedder();
  assert.equal((await embedder.identity()).kind, 'lexical');
  const [a, b, c] = await embedder.embed(['backup of the database', 'the database backup', 'blue buttons']);
  assert.ok(a && b && c && cosine(a, b) > 0.8 && cosine(a, c) < 0.2);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      const vector = await embedder.embedQuery(text);
      assert.ok(Math.abs(cosine(vector, vector) - 1) < 1e-5);
    }),
  );
});

test('a vector without a direction is refused', () => {
  assert.throws(() => normalize(new Float32Array(3)), RangeError);
  assert.throws(() => normalize(Float32Array.of(1, Number.NaN)), RangeError);
});

test('every way in which the Milvus client reports a failure becomes a VectorError', () => {
  const status = { error_code: 'UnexpectedError', reason: 'disk full', code: 65535 };
  assert.throws(() => assertSuccess('upsert', { status }), /Milvus, upsert: disk full/);
  assert.throws(() => assertSuccess('load', { ...status, code: 100 }), CollectionMissingError);
  assert.ok(toVectorError('search', new TypeError('of undefined')) instanceof CollectionMissingError);
  assert.match(toVectorError('search', status).message, /disk full/);
  assert.match(toVectorError('search', new Error('14 UNAVAILABLE')).message, /UNAVAILABLE/);
});
