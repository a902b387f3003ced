import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentTerms, queryTerms } from '../../../../service/src/memories/search/terms.ts';
import { tokenize } from '../../../../service/src/memories/search/tokens.ts';

const main = (text: string) => [...tokenize(text).main];

test('English words are folded: case, accents, widths, plurals', () => {
  assert.deepEqual(main('The Backups of CAFÉ Ｆｕｌｌ policies'), [
    'the',
    'backup',
    'of',
    'cafe',
    'full',
    'policy',
  ]);
});

test('compounds are kept whole and in parts', () => {
  assert.deepEqual(main('long_term_memories'), ['long', 'term', 'memory', 'long_term_memories']);
  assert.deepEqual(main('getUserById'), ['get', 'user', 'by', 'id', 'getuserbyid']);
  assert.deepEqual(main('9.7.4'), ['9', '7', '4', '9.7.4']);
});

test('Chinese gives every pair of characters; mixed text both', () => {
  assert.deepEqual(main('向量数据库'), ['向量', '量数', '数据', '据库']);
  assert.deepEqual(main('部署Milvus集群'), ['部署', 'milvus', '集群']);
  assert.deepEqual(main('库'), ['库']);
});

test('a query leaves out what every text has, unless there is nothing else', () => {
  const asked = (text: string) => queryTerms('p', text).length;
  assert.equal(asked('where is the database'), 1);
  assert.equal(asked('我们的数据库怎么备份'), 3);
  assert.equal(asked('the who'), 2);
  assert.equal(asked('的'), 1);
  assert.equal(asked('🙂 -- !'), 0);
});

const CHINESE = fc.stringMatching(/^[\u4e00-\u9fa5]{2}$/);

test('any two Chinese characters that stand together are found', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      CHINESE,
      fc.string({ unit: 'binary' }),
      (before, word, after) => {
        const terms = new Set(documentTerms('p', `${before}${word}${after}`));
        return queryTerms('p', word).every((term) => terms.has(term));
      },
    ),
  );
});

test('every query is found in itself, and what MySQL is asked for is plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const terms = new Set(documentTerms('p', text));
      const asked = queryTerms('p', text);
      assert.ok(asked.length <= 64);
      for (const term of asked) {
        assert.match(term, /^[a-z0-9]{8,84}$/);
        assert.ok(terms.has(term), `${term} of ${JSON.stringify(text)}`);
      }
    }),
  );
});

test('the terms of two projects have nothing in common', () => {
  const first = new Set(documentTerms('first', 'the same words 数据库'));
  assert.ok(documentTerms('second', 'the same words 数据库').every((term) => !first.has(term)));
});
