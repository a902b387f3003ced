import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { count } from './support/core.ts';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const { app } = service;
const key = await createKey(service);
const at = (path: string) => `${service.url}/api/v1/projects/${path}`;

async function post(path: string, body: object) {
  const answer = await call(at(path), { key, body });
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function exported(project: string): Promise<string> {
  const response = await fetch(at(`${project}/export`), { headers: { authorization: `Bearer ${key}` } });
  return response.text();
}

interface Line {
  kind: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: every kind has fields of its own
  [field: string]: any;
}

const lines = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const things = (text: string) => lines(text).filter(({ kind }) => kind !== 'export' && kind !== 'end');
const oneOf = (text: string, kind: string) => things(text).filter((line) => line.kind === kind);

async function importInto(project: string, body: string, query = '') {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await call(at(`${project}/import${query}`), { key, body, headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/** One of everything, each in one session. */
async function fill(project: string) {
  const session = await post(`${project}/sessions`, { userId: 'ada', title: 'a day' });
  const sessionId = session.id;
  await post(`${project}/sessions/${sessionId}/end`, { summary: 'went well 很好' });
  await post(`${project}/memories`, { content: `what ${project} knows`, sessionId });
  await post(`${project}/todos`, { title: 'call', priority: 'high', tags: ['a'], sessionId });
  await post(`${project}/todos`, { title: 'done', status: 'done', dueAt: '2026-01-31T12:00:00+02:00' });
  const old = await post(`${project}/decisions`, { title: 'store', decision: 'files', sessionId });
  await post(`${project}/decisions`, {
    title: 'store',
    decision: 'MySQL',
    alternatives: [{ option: 'Redis', reason: 'forgets' }],
    supersedes: old.id,
  });
  await post(`${project}/notes`, { content: 'x\n"y" \u0000 😀', pinned: true, sessionId });
  const error = await post(`${project}/errors`, {
    message: 'TypeError: item 12 is gone',
    stack: 'at a.js:1',
  });
  await post(`${project}/errors`, { message: 'TypeError: item 99 is gone', stack: 'at a.js:7', sessionId });
  const path = `${project}/errors/${error.error.id}/solutions`;
  const { solution } = await post(path, { description: 'load it first', sessionId });
  await call(at(`${path}/${solution.id}`), { key, method: 'PATCH', body: { outcome: 'success' } });
  await post(path, { description: 'try again' });
}

const sorted = (found: Line[]) => found.map((line) => JSON.stringify(line)).sort();

describe('what surrounds the memories of a project', () => {
  test('is in its export, and an import into the emptied project brings back the same', async () => {
    await fill('whole');
    const file = await exported('whole');
    const kinds = Object.groupBy(things(file), ({ kind }) => kind);
    assert.deepEqual(
      Object.fromEntries(Object.entries(kinds).map(([kind, all = []]) => [kind, all.length])),
      { memory: 1, session: 1, todo: 2, decision: 2, note: 1, error: 1 },
    );
    assert.deepEqual(lines(file).at(-1), { kind: 'end', lines: 8 });

    const again = await importInto('whole', file);
    assert.deepEqual([again.created, again.existing, again.failed], [0, 8, 0], JSON.stringify(again));

    await call(at('whole?dryRun=false'), { key, method: 'DELETE' });
    const dry = await importInto('whole', file, '?dryRun=true');
    assert.deepEqual([dry.created, await count(app.mysql, 'todos', "project_id = 'whole'")], [8, 0]);
    const back = await importInto('whole', file, '?results=all');
    assert.deepEqual([back.created, back.failed], [8, 0], JSON.stringify(back));
    assert.deepEqual(sorted(things(await exported('whole'))), sorted(things(file)));
    const found = await call(at('whole/todos?q=call'), { key });
    assert.equal(found.body.todos.length, 1);
    const stats = (await call(at('whole/errors/stats?days=1'), { key })).body;
    assert.deepEqual([stats.patterns, stats.occurrences, stats.solved], [1, 2, 1]);
    assert.equal(stats.perDay[0].occurrences, 2);
  });

  test('goes into another project once, with ids of its own that still lead to each other', async () => {
    await fill('origin');
    const file = await exported('origin');
    assert.deepEqual(
      [(await importInto('copy', file)).created, (await importInto('copy', file)).created],
      [8, 0],
    );
    const copy = await exported('copy');
    const ids = new Set(things(file).map(({ id }) => id));
    for (const { id, kind } of things(copy)) assert.ok(!ids.has(id), kind);
    const [session] = oneOf(copy, 'session');
    for (const kind of ['memory', 'note', 'error'])
      assert.equal(oneOf(copy, kind)[0]?.sessionId, session?.id, kind);
    const [first, second] = oneOf(copy, 'decision');
    assert.deepEqual([first?.supersededBy, second?.supersedes], [second?.id, first?.id]);
    assert.deepEqual(sorted(things(await exported('origin'))), sorted(things(file)));
    const memories = await call(at(`copy/sessions/${session?.id}/memories`), { key });
    assert.equal(memories.body.memories.length, 1);
  });

  test('joins an error that the project has already, and adds the solutions it lacks', async () => {
    await fill('errors');
    const own = await post('mine/errors', { message: 'TypeError: item 5 is gone', stack: 'at a.js:3' });
    const [line] = oneOf(await exported('errors'), 'error');
    const report = await importInto('mine', JSON.stringify(line), '?results=all');
    assert.deepEqual([report.created, report.results[0].ids], [1, [own.error.id]]);
    const { body } = await call(at(`mine/errors/${own.error.id}/solutions`), { key });
    assert.deepEqual(
      body.solutions.map(({ description, successes }: Line) => [description, successes]),
      [
        ['load it first', 1],
        ['try again', 0],
      ],
    );
    assert.equal((await importInto('mine', JSON.stringify(line))).existing, 1);
  });

  test('of many solutions comes in lines that an import takes', async () => {
    const { error } = await post('long/errors', { message: 'slow' });
    for (let n = 0; n < 20; n++)
      await post(`long/errors/${error.id}/solutions`, { description: `${n} ${'长'.repeat(15_000)}` });
    const file = await exported('long');
    const parts = oneOf(file, 'error');
    assert.ok(parts.length > 1);
    assert.ok(file.split('\n').every((line) => line.length < 1_000_000));
    assert.equal((await importInto('long-copy', file)).failed, 0);
    assert.equal(await count(app.mysql, 'error_solutions', "project_id = 'long-copy'"), 20);
    assert.equal(await count(app.mysql, 'error_patterns', "project_id = 'long-copy'"), 1);
  });

  test('is refused line by line where it holds a credential, and the rest is kept', async () => {
    const secret = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
    await fill('guarded');
    const file = (await exported('guarded')).replaceAll('went well 很好', secret);
    const report = await importInto('guarded-copy', file);
    assert.deepEqual([report.created, report.failed], [7, 1], JSON.stringify(report));
    assert.equal(report.results[0].error.code, 'CREDENTIAL_REFUSED');
    assert.equal(await count(app.mysql, 'project_sessions', "project_id = 'guarded-copy'"), 0);
  });
});
