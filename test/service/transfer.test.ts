import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { createdAtOf } from '../../service/src/memories/identity.ts';
import { MemoryId } from '../../service/src/memories/schemas.ts';
import {
  entityHeading,
  readEntityHeading,
  readRelation,
  relationText,
} from '../../service/src/transfer/graph.ts';
import { idAt } from '../../service/src/transfer/id-at.ts';
import { importLines } from '../../service/src/transfer/import.ts';
import { type Line, splitLines } from '../../service/src/transfer/lines.ts';
import { count, eventually } from './support/core.ts';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService, startWith } from './support/service.ts';

const service = await startService({ after });
const { app } = service;
const key = await createKey(service);
const of = (project: string) => `${service.url}/api/v1/projects/${project}`;
const ndjson = { 'content-type': 'application/x-ndjson' };
const toLines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const importInto = (project: string, body: string, query = '') =>
  call(`${of(project)}/import${query}`, { key, body, headers: ndjson });
async function exported(project: string, format = 'jsonl'): Promise<string> {
  const response = await fetch(`${of(project)}/export?format=${format}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/x-ndjson');
  return response.text();
}
const records = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const memoriesIn = (text: string) => records(text).filter(({ kind }) => kind === 'memory');
const store = async (project: string, body: object) => {
  const answer = await call(`${of(project)}/memories`, { key, body });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body.memory;
};

describe('an export', () => {
  test('holds every tier, and an import into an emptied project brings back the same', async () => {
    const project = 'round';
    await store(project, {
      content: '一个\n"quoted" \u0000 text 😀',
      tags: ['a', '标签'],
      importance: 0.9,
      pinned: true,
    });
    await store(project, {
      content: 'long one',
      tier: 'long',
      source: 'wiki',
      sessionId: 's-1',
      type: 'fact',
    });
    await store(project, { content: 'goes by itself', ttlSeconds: 3600 });
    const short = await store(project, { content: 'short one', tier: 'short', ttlSeconds: 600 });
    const changed = await store(project, { content: 'to be changed' });
    await call(`${of(project)}/memories/${changed.id}`, {
      key,
      method: 'PATCH',
      body: { content: 'changed', verifiedAt: new Date(Date.now() - 5000).toISOString() },
    });
    const first = await exported(project);
    const [header, ...rest] = records(first);
    assert.deepEqual([header.kind, header.project], ['export', project]);
    assert.deepEqual(rest.at(-1), { kind: 'end', lines: 5 });
    assert.equal(memoriesIn(first).length, 5);

    const again = await importInto(project, first);
    assert.equal(again.status, 200, JSON.stringify(again.body));
    assert.deepEqual([again.body.created, again.body.existing, again.body.ignored], [0, 5, 2]);

    await call(`${of(project)}?dryRun=false`, { key, method: 'DELETE' });
    const back = await importInto(project, first, '?results=all');
    assert.deepEqual([back.body.created, back.body.failed], [5, 0], JSON.stringify(back.body));
    assert.deepEqual(memoriesIn(await exported(project)), memoriesIn(first));
    assert.equal((await call(`${of(project)}/memories/${short.id}`, { key })).status, 200);
    await eventually('its vector', async () => {
      const query = { query: 'changed', mode: 'vector' };
      const found = await call(`${of(project)}/memories/search`, { key, body: query });
      return found.body.results.some(({ memory }: { memory: { id: string } }) => memory.id === changed.id);
    });
  });

  test('into another project gives its memories new ids and their old times, once', async () => {
    const old = await store('source', { content: 'moved house' });
    const file = await exported('source');
    assert.equal((await importInto('target', file)).body.created, 1);
    assert.equal((await importInto('target', file)).body.created, 0);
    const [copy] = memoriesIn(await exported('target'));
    assert.notEqual(copy.id, old.id);
    assert.deepEqual([copy.content, copy.createdAt], [old.content, old.createdAt]);
    assert.equal((await call(`${of('source')}/memories/${old.id}`, { key })).status, 200);
  });

  test('of an empty project has a first and a last line, and asks for the read scope', async () => {
    assert.deepEqual(
      records(await exported('empty')).map(({ kind }) => kind),
      ['export', 'end'],
    );
    const bound = await createKey(service, { project: 'other' });
    assert.equal((await call(`${of('empty')}/export`, { key: bound })).status, 403);
    assert.equal((await call(`${of('empty')}/export?format=xml`, { key })).status, 400);
  });
});

describe('an import', () => {
  test('names each bad line with its number and stores the others', async () => {
    const secret = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
    const lines = [
      '{"kind":"memory","content":"good"}',
      '{"kind":"memory","content":',
      '',
      '{"kind":"memory","content":"x","colour":"red"}',
      '{"kind":"memory","content":"x","tier":"eternal"}',
      '{"kind":"todo-list","content":"x"}',
      `{"kind":"memory","content":"${secret}"}`,
      '{"kind":"memory","content":"x","createdAt":"2999-01-01T00:00:00Z"}',
      '{"kind":"memory","content":"over","expiresAt":"2020-01-01T00:00:00Z"}',
      `{"kind":"memory","content":"${'y'.repeat(70_000)}"}`,
      'x'.repeat(1_100_000),
      '{"kind":"memory","content":"good too","createdAt":"2024-02-29T12:00:00.000Z"}',
    ];
    const { status, body } = await importInto('bad-lines', lines.join('\r\n'));
    assert.equal(status, 200, JSON.stringify(body));
    const { lines: read, created, ignored, expired, failed } = body;
    assert.deepEqual(
      { read, created, ignored, expired, failed },
      { read: 12, created: 2, ignored: 1, expired: 1, failed: 8 },
    );
    const problems = Object.fromEntries(
      body.results.map(({ line, error }: { line: number; error: object }) => [line, error]),
    );
    assert.deepEqual(Object.keys(problems).map(Number), [2, 4, 5, 6, 7, 8, 10, 11]);
    assert.match(problems[2].message, /not JSON/);
    assert.match(problems[4].message, /colour is not a known field/);
    assert.match(problems[5].message, /tier .*short, mid, long/);
    assert.match(problems[6].message, /"kind"/);
    assert.equal(problems[7].code, 'CREDENTIAL_REFUSED');
    assert.ok(!JSON.stringify(body).includes(secret));
    assert.match(problems[8].message, /createdAt/);
    assert.equal(problems[11].code, 'PAYLOAD_TOO_LARGE');
    const stored = memoriesIn(await exported('bad-lines'));
    assert.deepEqual(
      stored.map(({ content, createdAt }) => [content, createdAt.slice(0, 4)]),
      [
        ['good too', '2024'],
        ['good', String(new Date().getUTCFullYear())],
      ],
    );
  });

  test('with dryRun says the same and stores nothing', async () => {
    const body = toLines([
      { kind: 'memory', content: 'a' },
      { kind: 'memory', content: 'b' },
      { kind: 'nonsense' },
    ]);
    const dry = await importInto('dry', body, '?dryRun=true');
    assert.deepEqual([dry.body.dryRun, dry.body.created, dry.body.failed], [true, 2, 1]);
    assert.equal(await count(app.mysql, 'projects', 'id = ?', ['dry']), 0);
    assert.equal((await importInto('dry', body)).body.created, 2);
    const after = await importInto('dry', body, '?dryRun=true');
    assert.deepEqual([after.body.created, after.body.existing], [0, 2]);
  });

  test('takes JSON as well, stops at its limit, and stops at the quota', async (t) => {
    const asJson = await call(`${of('json')}/import`, {
      key,
      body: { lines: [{ kind: 'memory', content: 'a' }] },
    });
    assert.deepEqual([asJson.status, asJson.body.created], [200, 1], JSON.stringify(asJson.body));
    assert.equal((await call(`${of('json')}/import`, { key, body: { rows: [] } })).status, 400);
    const xml = await call(`${of('json')}/import`, {
      key,
      body: '<x/>',
      headers: { 'content-type': 'text/xml' },
    });
    assert.equal(xml.status, 415);

    const { api, memory } = service.config;
    const small = await startWith(t, {
      ...service.config,
      api: { ...api, import_limit_bytes: 2048 },
      memory: { ...memory, quota: { memories: 3, bytes: 0 } },
    });
    const url = `${small.url}/api/v1/projects/small/import`;
    const big = toLines(Array.from({ length: 100 }, (_, i) => ({ kind: 'memory', content: `text ${i}` })));
    const refused = await call(url, { key, body: big, headers: ndjson });
    assert.deepEqual([refused.status, refused.body.error.code], [413, 'PAYLOAD_TOO_LARGE']);
    const five = big.split('\n').slice(0, 5).join('\n');
    const { body } = await call(url, { key, body: five, headers: ndjson });
    assert.deepEqual([body.created, body.failed, body.results[0].error.code], [3, 2, 'QUOTA_EXCEEDED']);
  });

  test('of many lines is quick, holds few of them at a time, and survives being cut short', async (t) => {
    const total = 1200;
    let made = 0;
    let most = 0;
    async function* file(upTo: number) {
      for (made = 0; made < upTo; made++) {
        const [rows] = await app.mysql.query('SELECT 1');
        assert.ok(rows);
        if (made % 250 === 249) {
          most = Math.max(
            most,
            made + 1 - (await count(app.mysql, 'long_term_memories', "project_id = 'many'")),
          );
        }
        yield toLines([{ kind: 'memory', content: `line ${made} of a long file` }]);
      }
      if (upTo < total) throw new Error('the client went away');
    }
    const options = { maxBytes: 1e9 };
    const cut = importLines(app.transfer, 'many', file(550), options);
    await assert.rejects(cut, /went away/);
    const start = performance.now();
    const report = await importLines(app.transfer, 'many', file(total), options);
    const seconds = (performance.now() - start) / 1000;
    t.diagnostic(`${Math.round(total / seconds)} lines per second, at most ${most} under way`);
    assert.deepEqual([report.lines, report.created, report.existing], [total, total - 500, 500]);
    assert.ok(most <= 200, `${most} lines were held`);
    assert.equal(await count(app.mysql, 'long_term_memories', "project_id = 'many'"), total);
  });
});

describe("the official memory server's format", () => {
  const graph = [
    {
      type: 'entity',
      name: 'Ada Lovelace',
      entityType: 'person',
      observations: ['wrote the first program', '喜欢数学'],
    },
    {
      type: 'entity',
      name: 'Analytical (Engine)',
      entityType: 'machine (planned)',
      observations: ['was never built'],
    },
    { type: 'entity', name: 'nothing known', entityType: 'person', observations: [] },
    { type: 'relation', from: 'Ada Lovelace', to: 'Analytical (Engine)', relationType: 'programmed' },
  ];
  const sorted = (values: unknown[]) => values.map((value) => JSON.stringify(value)).sort();

  test('comes in, is found, and goes out again as the same graph', async () => {
    const first = await importInto('graph', toLines(graph).trimEnd());
    assert.deepEqual([first.body.lines, first.body.created], [4, 4], JSON.stringify(first.body));
    assert.deepEqual(sorted(records(await exported('graph', 'official'))), sorted(graph));
    assert.equal((await importInto('graph', toLines(graph))).body.created, 0);
    const { body } = await call(`${of('graph')}/memories/search`, {
      key,
      body: { query: 'never built', mode: 'keyword' },
    });
    assert.equal(body.results[0].memory.type, 'observation');
    const grown = { ...graph[0], observations: ['wrote the first program', 'was a countess'] };
    assert.equal((await importInto('graph', toLines([grown]))).body.created, 1);
    const ada = records(await exported('graph', 'official')).find(({ name }) => name === 'Ada Lovelace');
    assert.deepEqual(ada.observations, ['wrote the first program', '喜欢数学', 'was a countess']);
  });

  test('carries other memories as entities named by their id', async () => {
    const memory = await store('plain', { content: 'just a note', type: 'fact' });
    const [line] = records(await exported('plain', 'official'));
    assert.deepEqual(line, {
      type: 'entity',
      name: memory.id,
      entityType: 'fact',
      observations: ['just a note'],
    });
    assert.equal((await importInto('plain', toLines([line]))).body.existing, 1);
  });

  test('keeps every name, whatever is in it', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('a (b)', ' → ', '["a","b"]', '["a","b","c"]', 'x\ny', '() ()', '(', '名字 (人)'),
    );
    fc.assert(
      fc.property(name, name, (one, two) => {
        const entity = { name: one, entityType: two };
        const heading = entityHeading(entity);
        assert.ok(!heading.includes('\n'));
        assert.deepEqual(readEntityHeading(heading), entity);
      }),
    );
    fc.assert(
      fc.property(name, name, name, (from, relationType, to) => {
        const relation = { from, relationType, to };
        assert.deepEqual(readRelation(relationText(relation)), relation);
      }),
    );
  });
});

test('ids made for one time are memory ids of that time, in the order they were made', () => {
  const now = Date.now();
  for (const createdAt of [0, 1, now, 2 ** 48 - 1]) {
    const ids = Array.from({ length: 1000 }, () => idAt(createdAt));
    assert.deepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids).size, 1000);
    assert.ok(ids.every((id) => Value.Check(MemoryId, id) && createdAtOf(id) === createdAt));
  }
});

test('lines come out the same however the stream is cut', async () => {
  const limits = { bytes: 1e6, line: 40 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', ' '))),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (texts, sizes) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const chunks: Buffer[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] as number;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const read: Line[] = [];
        for await (const line of splitLines(toAsync(chunks), limits)) read.push(line);
        assert.deepEqual(
          read.map(({ number, text }) => [number, text]),
          texts.map((text, i) => [i + 1, text.length > limits.line ? null : text]),
        );
      },
    ),
    { numRuns: 100 },
  );
});

async function* toAsync(chunks: Buffer[]) {
  yield* chunks;
}

describe('a batch', () => {
  test('gives each memory its own result', async () => {
    const body = {
      memories: [
        { content: 'one' },
        { content: 'password = hunter2' },
        { content: 'x', tier: 'long', ttlSeconds: 5 },
        { content: 'two', tier: 'short' },
      ],
    };
    const { status, body: answer } = await call(`${of('batch')}/memories:batch`, { key, body });
    assert.equal(status, 200, JSON.stringify(answer));
    const codes = answer.results.map(
      (result: { created?: boolean; error?: { code: string } }) => result.error?.code ?? result.created,
    );
    assert.deepEqual(codes, [true, 'CREDENTIAL_REFUSED', 'INVALID_REQUEST', true]);
    const again = await call(`${of('batch')}/memories:batch`, { key, body });
    assert.equal(again.body.results[0].created, false);
  });

  test('is refused as a whole when one is malformed, or there are too many', async () => {
    const ask = (memories: object[]) => call(`${of('batch')}/memories:batch`, { key, body: { memories } });
    const wrong = await ask([{ content: 'fine' }, { content: 5 }]);
    assert.deepEqual([wrong.status, wrong.body.error.details.fields], [400, ['memories.1.content']]);
    assert.equal((await ask([])).status, 400);
    assert.equal((await ask(Array.from({ length: 101 }, (_, i) => ({ content: `${i}` })))).status, 400);
    const large = Array.from({ length: 100 }, (_, i) => ({
      content: `${i}${'长'.repeat(20_000)}`,
      tier: 'short',
    }));
    assert.equal((await ask(large)).status, 200);
  });
});

test('a project has bounds of its own, which an operator sets', async () => {
  const url = `${of('bounded')}/quota`;
  assert.equal((await call(url, { key })).status, 404);
  await store('bounded', { content: 'abc' });
  const set = (body: object, who = key) => call(url, { key: who, method: 'PATCH', body });
  const { status, body } = await set({ memories: 2 });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body.used, body.limits.memories], [{ memories: 1, bytes: 3 }, 2]);
  await store('bounded', { content: 'def' });
  assert.equal((await call(`${of('bounded')}/memories`, { key, body: { content: 'ghi' } })).status, 409);
  assert.equal((await set({ memories: null })).body.limits.memories, service.config.memory.quota.memories);
  await store('bounded', { content: 'ghi' });
  const owner = await createKey(service, { project: 'bounded' });
  assert.equal((await set({ memories: 0 }, owner)).status, 403);
  assert.equal((await call(url, { key: owner })).status, 200);
  assert.equal((await set({})).status, 400);
});
