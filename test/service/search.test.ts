import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SearchInput } from '../../service/src/memories/search/schemas.ts';
import { isStopword } from '../../service/src/memories/search/stopwords.ts';
import { tokenize } from '../../service/src/memories/search/tokens.ts';
import { memories } from '../fixtures/memories.ts';
import { type Core, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

/** Questions that share no telling word with the memory they ask for. */
const PARAPHRASES = [
  [
    'Why did the backup of client accounts break overnight? Disk full?',
    'The nightly export of the customer ledger',
  ],
  ['How small should code reviews be for her?', 'Anna prefers pull requests'],
  ['Which relational store did you pick and why not a document one?', 'We chose PostgreSQL over MongoDB'],
  ['cryptographic algorithm protecting credentials', 'Passwords'],
] as const;

const CHINESE = [
  '数据库每天凌晨两点自动备份到异地机房',
  '前端页面使用深色主题，按钮颜色为蓝色',
  '新员工入职第一周需要完成安全培训',
];

let core: Core;
const scope = lastInFirstOut({ after });

before(async () => {
  core = await startCore(scope);
  const all = [...memories, ...CHINESE];
  await Promise.all(
    all.map((content, i) =>
      core.service.store('project', { content, tier: i % 2 ? 'mid' : 'long', tags: [`t${i % 3}`] }),
    ),
  );
  await drained(core.mysql);
  await eventually('all vectors', async () => {
    const found = await core.service.search('project', { query: 'anything', mode: 'vector', limit: 50 });
    return found.results.length === 50;
  });
});

const find = (input: SearchInput, project = 'project') => core.service.search(project, input);

describe('search', () => {
  for (const [question, start] of PARAPHRASES) {
    test(`finds by meaning: ${question}`, async () => {
      const memory = memories.find((text) => text.startsWith(start)) as string;
      const words = tokenize(question, { omit: isStopword }).main;
      const shared = [...tokenize(memory, { omit: isStopword }).main].filter((word) => words.has(word));
      assert.deepEqual(shared, []);
      for (const mode of ['vector', 'hybrid'] as const) {
        const { results, degraded } = await find({ query: question, mode });
        assert.equal(degraded, false);
        assert.equal(results[0]?.memory.content, memory, mode);
      }
    });
  }

  test('finds Chinese text by any two-character word, in every mode that knows words', async () => {
    for (const word of ['备份', '机房', '异地', '凌晨', '地机']) {
      for (const mode of ['keyword', 'hybrid'] as const) {
        const { results } = await find({ query: word, mode });
        assert.equal(results[0]?.memory.content, CHINESE[0], `${word} ${mode}`);
      }
    }
    assert.equal((await find({ query: '按钮是什么颜色？' })).results[0]?.memory.content, CHINESE[1]);
    assert.equal(
      (await find({ query: '异地机房 backup', mode: 'keyword' })).results[0]?.memory.content,
      CHINESE[0],
    );
  });

  test('knows short words, digits, stop words of MySQL and identifiers', async () => {
    const texts = [
      'Go 1.26 is in use',
      'the who is a band',
      'call getUserById with id 7',
      'ERR_X42 means retry',
      'C 语言',
    ];
    for (const content of texts) await core.service.store('words', { content });
    for (const [query, index] of [
      ['go', 0],
      ['1.26', 0],
      ['the who', 1],
      ['7', 2],
      ['getuserbyid', 2],
      ['user', 2],
      ['ERR_X42', 3],
      ['x42', 3],
      ['c', 4],
    ] as const) {
      const { results } = await find({ query, mode: 'keyword' }, 'words');
      assert.equal(results[0]?.memory.content, texts[index], query);
    }
    assert.deepEqual((await find({ query: '+- "*" ()~<>@ 🙂', mode: 'keyword' }, 'words')).results, []);
  });

  test('filters by tier, tag, type and time, and the page is full', async () => {
    for (const mode of ['vector', 'keyword', 'hybrid'] as const) {
      const query = {
        query: 'customers, deploy, release, tests, search index, week, time, memory, service',
        mode,
        limit: 5,
      };
      for (const tier of ['mid', 'long'] as const) {
        const { results } = await find({ ...query, tiers: [tier] });
        assert.ok(results.length > 0);
        assert.ok(results.every(({ memory }) => memory.tier === tier));
      }
      const tagged = await find({ ...query, tags: ['t1'] });
      assert.ok(tagged.results.length > 0);
      assert.ok(tagged.results.every(({ memory }) => memory.tags.includes('t1')));
      assert.deepEqual((await find({ ...query, tags: ['t1', 't2'] })).results, []);
      assert.deepEqual((await find({ ...query, type: 'decision' })).results, []);
      assert.deepEqual((await find({ ...query, since: '2999-01-01T00:00:00Z' })).results, []);
      assert.deepEqual((await find({ ...query, until: '2020-01-01T00:00:00Z' })).results, []);
      assert.equal((await find({ ...query, since: '2020-01-01T00:00:00Z', limit: 1 })).results.length, 1);
    }
    assert.equal((await find({ query: 'anything', limit: 50 })).results.length, 50);
  });

  test('explains each score as the sum of its parts', async () => {
    const { results } = await find({ query: 'Kafka consumers commit offsets', explain: true });
    const [first] = results;
    assert.ok(first?.explain?.vector && first.explain.keyword);
    for (const { score, explain } of results) {
      assert.ok(explain?.recency && explain.importance && explain.pin);
      const { vector, keyword, recency, importance, pin } = explain;
      const fused = (vector?.contribution ?? 0) + (keyword?.contribution ?? 0);
      assert.ok(Math.abs(fused - explain.fused) < 1e-9);
      const sum = fused + recency.contribution + importance.contribution + pin.contribution;
      assert.ok(Math.abs(sum - score) < 1e-9);
    }
    assert.equal('explain' in ((await find({ query: 'Kafka' })).results[0] ?? {}), false);
  });

  test('searches the short tier by words, within its project and filters', async () => {
    const { service } = core;
    await service.store('project', {
      content: 'the green lantern hangs left',
      tier: 'short',
      tags: ['lamp'],
    });
    for (const mode of ['keyword', 'hybrid'] as const) {
      const { results } = await find({ query: 'green lantern', mode });
      assert.equal(results[0]?.memory.tier, 'short');
      assert.deepEqual(
        (await find({ query: 'green lantern', mode, tiers: ['short'], tags: ['other'] })).results,
        [],
      );
      assert.equal((await find({ query: 'lantern', mode, tiers: ['short'] })).results.length, 1);
      assert.deepEqual((await find({ query: 'green lantern', mode, tiers: ['short'] }, 'other')).results, []);
    }
  });

  test('never gives a memory of another project', async () => {
    const { service } = core;
    const secret = 'The vault code of the other team is 4711';
    for (const [index, tier] of (['short', 'mid', 'long'] as const).entries()) {
      await service.store('other', { content: `${secret}, copy ${index}`, tier });
    }
    await eventually(
      'the vectors',
      async () =>
        (await find({ query: secret, mode: 'vector', tiers: ['mid', 'long'] }, 'other')).results.length === 2,
    );
    for (const mode of ['vector', 'keyword', 'hybrid'] as const) {
      const { results } = await find({ query: secret, mode, limit: 50 });
      assert.ok(results.every(({ memory }) => memory.project === 'project'));
    }
    // The index itself keeps projects apart, so that no project crowds out another's results.
    const [vector = assert.fail()] = await core.embedder.embed([secret]);
    const near = async (project: string) =>
      (await core.vectors.search('mid', project, vector, 50)).map(({ id }) => id);
    const theirs = await near('other');
    assert.equal(theirs.length, 1);
    assert.ok((await near('project')).every((id) => !theirs.includes(id)));
    assert.deepEqual((await find({ query: secret }, 'Other')).results, []);
    assert.deepEqual((await find({ query: secret }, 'othe')).results, []);
  });
});

test('an answer says what near means for its vectors', async (t) => {
  const core = await startCore(t, { embeddings: { provider: 'builtin' } });
  await core.service.store('p', { content: 'words and no meaning' });
  await drained(core.mysql);
  const search = (mode: 'vector' | 'keyword') => core.service.search('p', { query: 'words', mode });
  assert.equal((await search('vector')).embeddings, 'lexical');
  assert.equal((await search('keyword')).embeddings, null);
});
