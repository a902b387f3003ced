import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { encode as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { encode as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { allocate } from '../../service/src/context/assembly/allocate.ts';
import type { Candidate } from '../../service/src/context/assembly/candidate.ts';
import { renderHead, renderHeading, renderText } from '../../service/src/context/assembly/render.ts';
import { SECTIONS, type Section } from '../../service/src/context/assembly/schemas.ts';
import { createProjectContext } from '../../service/src/context/create.ts';
import type { ProjectContext } from '../../service/src/context/service.ts';
import { tokenCounter } from '../../service/src/token-counter.ts';
import { type Core, drained, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

const asText = { disallowedSpecial: new Set<string>() };
const PHRASES = [
  'The deployment pipeline failed because the runner had no disk space left. ',
  '数据库迁移到新的服务器之后查询变慢了，',
  'src/context/assembly/tokens.ts:42:17\n',
  '<|endoftext|> ',
  '\n\n\n',
  '0xdeadbeef 1234567890 ',
  'ağaç ñandú Ελληνικά русский ',
  '👩‍👩‍👧‍👦🇩🇪 ',
  'aaaaaaaaaaaaaaaa',
  '```ts\nconst x = { a: 1 };\n```\n',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
  fc.array(fc.constantFrom(...PHRASES), { maxLength: 60 }).map((parts) => parts.join('')),
);

describe('tokens', () => {
  test('are never counted too low, in English, Chinese or anything else', async () => {
    const tokens = await tokenCounter();
    fc.assert(
      fc.property(text, (sample) => {
        const counted = tokens.count(sample);
        assert.ok(counted >= cl100k(sample, asText).length, `${counted} for ${JSON.stringify(sample)}`);
      }),
      { numRuns: 400, endOnFailure: true },
    );
  });

  test('of prose are counted closely, also as newer vocabularies count', async () => {
    const tokens = await tokenCounter();
    for (const phrase of PHRASES.slice(0, 2)) {
      const prose = phrase.repeat(50);
      const counted = tokens.count(prose);
      assert.ok(counted >= o200k(prose).length);
      assert.ok(counted <= 1.1 * cl100k(prose).length, `${counted} of ${cl100k(prose).length}`);
    }
  });

  test('are cut within the limit, at whole characters, and at once for a run of 65,536', async () => {
    const tokens = await tokenCounter();
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 200 }), (sample, limit) => {
        const cut = tokens.cut(sample, limit);
        assert.ok(sample.startsWith(cut));
        assert.ok(tokens.count(cut) <= limit);
        assert.ok(cut.isWellFormed() || !sample.isWellFormed());
        if (tokens.count(sample) <= limit) assert.equal(cut, sample);
      }),
      { numRuns: 200, endOnFailure: true },
    );
    const start = performance.now();
    tokens.count('长'.repeat(65_536));
    tokens.cut('a'.repeat(65_536), 8000);
    assert.ok(performance.now() - start < 1500);
  });
});

test('no budget is exceeded and none wasted, whatever there is to say', async () => {
  const tokens = await tokenCounter();
  const candidate = (section: Section) =>
    fc.record({
      section: fc.constant(section),
      kind: fc.constant('note' as const),
      id: fc.uuid(),
      title: fc.option(fc.string({ unit: 'grapheme', maxLength: 255 })),
      label: fc.constant('note, 2026-11-22'),
      text,
      score: fc.constant(null),
      createdAt: fc.constant('2026-11-22T00:00:00.000Z'),
    });
  const everything = fc.tuple(...SECTIONS.map((section) => fc.array(candidate(section), { maxLength: 8 })));
  fc.assert(
    fc.property(everything, fc.integer({ min: 90, max: 3000 }), (lists, budget) => {
      const candidates = new Map<Section, Candidate[]>(
        SECTIONS.map((section, i) => [section, lists[i] ?? []]),
      );
      const placed = allocate(candidates, budget, tokens);
      const sections = [...placed].map(
        ([section, items]) => renderHeading(section) + items.map(({ block }) => block).join(''),
      );
      const used = tokens.count(sections.join(''));
      assert.ok(used <= budget, `${used} of ${budget}`);
      const taken = [...placed].reduce(
        (sum, [section, items]) =>
          sum + tokens.count(renderHeading(section)) + items.reduce((own, item) => own + item.tokens, 0),
        0,
      );
      for (const [section, list] of candidates) {
        const next = list[placed.get(section)?.length ?? 0];
        if (!next) continue;
        const block = renderHeading(section) + renderHead(next) + renderText(next.text);
        assert.ok(tokens.count(block) > budget - taken, 'there was room for one more');
      }
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

let core: Core;
let context: ProjectContext;
const scope = lastInFirstOut({ after });
before(async () => {
  core = await startCore(scope);
  const guards = { checkContent: <T>(input: T) => input };
  context = createProjectContext(
    { mysql: core.mysql, guards, metrics: { observe: () => undefined } },
    core.service,
  );
});

describe('assembled context', () => {
  before(async () => {
    const store = (content: string, more: object = {}) => core.service.store('shop', { content, ...more });
    await store('The payment provider times out after exactly nine seconds', { type: 'fact' });
    await store('Always answer the customer in their own language', { pinned: true, type: 'preference' });
    await store('The office plants are watered on Fridays');
    await store('支付接口的签名使用 SHA-256 算法', { type: 'fact' });
    const first = await context.sessions.start('shop', { title: 'Monday' }, 'key');
    await context.sessions.end('shop', first.id, { summary: 'Started on the payment time-outs.' });
    const second = await context.sessions.start('shop', { title: 'Tuesday', userId: 'ada' }, 'key');
    await context.sessions.end('shop', second.id, { summary: 'Reproduced the time-out.\n# Not a heading' });
    await context.sessions.start('shop', { title: 'Wednesday' }, 'key');
    await context.todos.add('shop', { title: 'Water the plants', priority: 'low' });
    await context.todos.add('shop', {
      title: 'Retry payments',
      priority: 'critical',
      description: 'with a key',
    });
    await context.todos.add('shop', { title: 'Done already', status: 'done' });
    const old = await context.decisions.record('shop', { title: 'Queue', decision: 'Use a table' });
    await context.decisions.record('shop', { title: 'Queue', decision: 'Use Kafka', supersedes: old.id });
    await context.notes.add('shop', {
      title: 'Glossary',
      content: 'PSP: payment service provider',
      pinned: true,
    });
    await context.notes.add('shop', { content: '签名失败时检查时钟' });
    await context.notes.add('elsewhere', { content: 'payment secrets of another project' });
    await core.service.store('elsewhere', { content: 'payment timeouts of another project' });
    await drained(core.mysql);
  });

  test('holds what matters, in order, each item with its source', async () => {
    const briefing = await context.build('shop', { query: 'why do payments time out?' });
    const titles = (section: string) =>
      briefing.items.filter((item) => item.section === section).map(({ title, text: body }) => title ?? body);
    assert.deepEqual(titles('session'), ['Tuesday']);
    assert.deepEqual(titles('pinned'), ['Always answer the customer in their own language']);
    assert.deepEqual(titles('todos'), ['Retry payments', 'Water the plants']);
    assert.deepEqual(titles('decisions'), ['Queue']);
    assert.equal(titles('relevant')[0], 'The payment provider times out after exactly nine seconds');
    assert.deepEqual(titles('notes'), ['Glossary', '签名失败时检查时钟']);
    assert.deepEqual([...new Set(briefing.items.map(({ section }) => section))], [...SECTIONS]);
    for (const { kind, id, text: body } of briefing.items) {
      assert.ok(briefing.markdown.includes(`(${kind} ${id})`));
      for (const line of body.split('\n')) assert.ok(briefing.markdown.includes(`  ${line}`));
    }
    assert.deepEqual(briefing.markdown.match(/^#.*/gm), [
      '# shop',
      '## Last session',
      '## Pinned memories',
      '## To do',
      '## Decisions',
      '## Memories',
      '## Notes',
    ]);
    assert.ok(!JSON.stringify(briefing).includes('another project'));
    assert.ok(!JSON.stringify(briefing).includes('Use a table'), 'superseded');
    assert.deepEqual([briefing.omitted, briefing.degraded], [0, false]);
  });

  test('answers a Chinese query from memories and notes', async () => {
    const { items } = await context.build('shop', { query: '签名', sections: ['relevant', 'notes'] });
    assert.equal(
      items.find(({ section }) => section === 'relevant')?.text,
      '支付接口的签名使用 SHA-256 算法',
    );
    assert.ok(items.some(({ section, text: body }) => section === 'notes' && body === '签名失败时检查时钟'));
  });

  test('takes the session before the one under way, of the user asked for', async () => {
    const session = async (input: object) =>
      (await context.build('shop', { sections: ['session'], ...input })).items[0];
    const tuesday = await session({});
    assert.equal(tuesday?.title, 'Tuesday');
    assert.equal((await session({ sessionId: tuesday?.id ?? '' }))?.title, 'Monday');
    assert.equal((await session({ userId: 'key' }))?.title, 'Monday');
    assert.equal(await session({ userId: 'nobody' }), undefined);
  });

  test('stays within every budget, takes all there is room for, and says what had none', async () => {
    for (const maxTokens of [100, 150, 250, 400, 4000]) {
      const { markdown, tokens, items, omitted } = await context.build('shop', {
        query: 'payments',
        maxTokens,
      });
      assert.ok(tokens <= maxTokens && cl100k(markdown).length <= tokens, `${tokens} of ${maxTokens}`);
      assert.ok(items.length > 0);
      if (maxTokens === 100) assert.ok(omitted > 0);
    }
    const long = 'A long story about the warehouse and its doors. '.repeat(400);
    const note = await context.notes.add('long', { content: long });
    const cut = await context.build('long', { maxTokens: 1000 });
    const [item] = cut.items;
    assert.equal(item?.id, note.id);
    assert.equal(item?.truncated, true);
    assert.ok(cut.tokens > 900 && cut.tokens <= 1000, `${cut.tokens} of 1000`);
    assert.ok(long.startsWith(item?.text.slice(0, -1) ?? '?'));
  });

  test('of an empty project is a title', async () => {
    const { markdown, items } = await context.build('nothing', { query: 'anything' });
    assert.deepEqual([markdown, items], ['# nothing\n', []]);
  });
});
