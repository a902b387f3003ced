import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { createErrorFirewall } from '../../service/src/firewall/create.ts';
import { normalize } from '../../service/src/firewall/normalize.ts';
import type { ErrorFirewall } from '../../service/src/firewall/service.ts';
import { createModelGuard } from '../../service/src/vectors/guard.ts';
import { type Core, count, drained, eventually, log, startCore } from './support/core.ts';
import { cable } from './support/proxy.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses } from './support/stores.ts';

const same = (a: Parameters<typeof normalize>[0], b: Parameters<typeof normalize>[0]) =>
  normalize(a).fingerprint.equals(normalize(b).fingerprint);
const isCode = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

describe('the pattern of an error', () => {
  test('leaves out paths, numbers, times and ids, and keeps what tells errors apart', () => {
    const cases = {
      'connect ECONNREFUSED 10.0.3.17:3306': 'connect ECONNREFUSED <ip>',
      "ENOENT: no such file or directory, open '/home/ada/app/config.yaml'":
        "ENOENT: no such file or directory, open '<path>'",
      'C:\\Users\\ada\\app\\main.ts:12:5 is missing': '<path> is missing',
      'took 5023ms, limit 5000ms': 'took <n>ms, limit <n>ms',
      '2026-11-23T01:22:01.123Z job 5f0c1c9e-8b1a-4c1f-9a3e-0123456789ab failed': '<time> job <uuid> failed',
      'Request failed with status code 404': 'Request failed with status code 404',
      'ERROR 1062 (23000): Duplicate entry': 'ERROR 1062 (<n>): Duplicate entry',
      'HTTP/1.1 503 from https://api.example.com/v1/users?id=3': 'HTTP/<n> 503 from <url>',
      'process exited with code 137 after 12 s': 'process exited with code 137 after <n> s',
      'utf8mb4 and E1001 stay, 0x7ffde4 and 9fceb02d0ae598e9 go':
        'utf8mb4 and E1001 stay, <hex> and <hex> go',
      '第 42 行：无法打开 /var/lib/数据/文件.txt，用户 ada@example.com':
        '第 <n> 行：无法打开 <path>，用户 <email>',
      '\u001b[31mred\u001b[0m   alert\n\tagain': 'red alert again',
      'and/or is no path, neither is 1/2': 'and/or is no path, neither is <n>/<n>',
    };
    for (const [message, pattern] of Object.entries(cases))
      assert.equal(normalize({ message }).pattern, pattern);
  });

  test('takes the type from the message and does not mind it said twice', () => {
    const plain = { type: 'TypeError', message: 'x is undefined' };
    assert.equal(normalize({ message: 'TypeError: x is undefined' }).type, 'TypeError');
    assert.ok(same(plain, { message: 'TypeError: x is undefined' }));
    assert.ok(same(plain, { ...plain, message: 'Uncaught TypeError: x is undefined' }));
    assert.ok(!same(plain, { message: 'RangeError: x is undefined' }));
    assert.ok(!same({ message: 'status code 404' }, { message: 'status code 500' }));
  });

  test('is the same wherever the code lies, and another where it was thrown elsewhere', () => {
    const at = (root: string, line: number, fn: string) => ({
      message: 'boom',
      stack: `Error: boom\n    at ${fn} (${root}/src/pay.ts:${line}:7)\n    at async run (file://${root}/src/run.ts:1:1)`,
    });
    assert.ok(same(at('/home/ada/shop', 10, 'pay'), at('/srv/app', 99, 'pay')));
    assert.ok(!same(at('/srv/app', 10, 'pay'), at('/srv/app', 10, 'refund')));
    const python = (line: number, fn: string) => ({
      message: 'boom',
      stack: `Traceback (most recent call last):\n  File "/app/main.py", line ${line}, in main\n  File "/app/pay.py", line ${line}, in ${fn}\nValueError: boom`,
    });
    assert.ok(same(python(3, 'pay'), python(4, 'pay')));
    assert.ok(!same(python(3, 'pay'), python(3, 'refund')));
  });

  test('is found for any text, and in a time that grows no faster than the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
        assert.ok(same({ message: `at 12:00:01 ${message}` }, { message: `at 13:59:59 ${message}` }));
      }),
      { numRuns: 300, endOnFailure: true },
    );
    for (const piece of ['a.', '/a', '1.', 'a@', 'f0', '://', '0x', 'Error: ', '\\a', ':1', '-', ' ']) {
      const message = piece.repeat(8192 / piece.length);
      const start = performance.now();
      normalize({ message, stack: `at ${message.repeat(4)}` });
      assert.ok(performance.now() - start < 300, `${piece}: ${performance.now() - start} ms`);
    }
  });
});

let core: Core;
let firewall: ErrorFirewall;
const scope = lastInFirstOut({ after });

const makeFirewall = ({ mysql, vectors, embedder, relay }: Core) =>
  createErrorFirewall({
    mysql,
    guards: { checkContent: (input) => input },
    vectors,
    embedder,
    modelGuard: createModelGuard({ mysql, vectors, embedder }),
    metrics: { observe: () => undefined },
    log,
    onCommit: relay.wake,
  });

before(async () => {
  core = await startCore(scope);
  firewall = makeFirewall(core);
});

describe('recording', () => {
  test('counts an error under one pattern, also when thirty happen at once', async () => {
    const recorded = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        firewall.record('count', { message: `row ${i} is locked`, tags: [`t${i % 3}`], sessionId: 's1' }),
      ),
    );
    assert.equal(recorded.filter(({ created }) => created).length, 1);
    const { errors } = await firewall.list('count', {});
    assert.equal(errors.length, 1);
    assert.equal(errors[0]?.occurrences, 30);
    assert.deepEqual(errors[0]?.tags.toSorted(), ['t0', 't1', 't2']);
    assert.deepEqual(
      (await firewall.stats('count', {})).perDay.map(({ occurrences }) => occurrences),
      [30],
    );
  });

  test('keeps the last message and stack, and is found by words, type, tag and time', async () => {
    await firewall.record('list', {
      message: 'TypeError: 无法读取 name',
      stack: 'at a (b.ts:1:1)',
      tags: ['web'],
    });
    const { error } = await firewall.record('list', { message: 'ENOSPC: no space left on 3 devices' });
    const again = await firewall.record('list', {
      message: 'ENOSPC: no space left on 5 devices',
      stack: undefined,
    });
    assert.equal(again.error.id, error.id);
    assert.equal(again.error.message, 'ENOSPC: no space left on 5 devices');
    const found = async (query: object) =>
      (await firewall.list('list', query)).errors.map(({ type }) => type);
    assert.deepEqual(await found({}), [null, 'TypeError']);
    assert.deepEqual(await found({ q: '读取' }), ['TypeError']);
    assert.deepEqual(await found({ q: 'space' }), [null]);
    assert.deepEqual(await found({ type: 'TypeError' }), ['TypeError']);
    assert.deepEqual(await found({ tag: 'web' }), ['TypeError']);
    assert.deepEqual(await found({ since: '2999-01-01T00:00:00Z' }), []);
    const first = await firewall.list('list', { limit: 1 });
    const second = await firewall.list('list', { limit: 1, cursor: first.nextCursor ?? '' });
    assert.deepEqual([second.errors[0]?.type, second.nextCursor], ['TypeError', null]);
  });
});

describe('finding similar errors', () => {
  test('gives the same at once, then those alike by meaning, and what helped', async () => {
    const message = 'Connection to the database timed out after 30 seconds';
    const { error } = await firewall.record('similar', { message });
    const { solution } = await firewall.addSolution('similar', error.id, {
      description: 'Raise the pool size',
    });
    const exact = await firewall.findSimilar('similar', { message: message.replace('30', '45') });
    assert.deepEqual(
      exact.results.map(({ match, similarity, solutions }) => [match, similarity, solutions[0]?.id]),
      [['exact', 1, solution.id]],
    );
    await firewall.record('similar', { message: 'Cannot parse the JSON of the invoice' });
    await firewall.record('other', {
      message: 'The connection to the database has timed out after 5 seconds',
    });
    await drained(core.mysql);
    const alike = { message: 'The database connection timed out after 9 seconds' };
    const { results, threshold, degraded } = await eventually('the vector to be seen', async () => {
      const found = await firewall.findSimilar('similar', alike);
      return found.results.length > 0 ? found : null;
    });
    assert.deepEqual([threshold, degraded, results.length], [0.85, false, 1]);
    assert.equal(results[0]?.error.id, error.id);
    assert.equal(results[0]?.match, 'vector');
    assert.ok((results[0]?.similarity ?? 0) >= 0.85);
    const strict = await firewall.findSimilar('similar', { ...alike, threshold: 0.999 });
    assert.deepEqual(strict.results, []);
    assert.deepEqual((await firewall.findSimilar('nobody', alike)).results, []);
  });

  test('goes by words while Milvus is away, and says so', async (t) => {
    const [host = '', port = ''] = addresses.milvus().split(':');
    const wire = await cable(t, host, Number(port));
    const cut = await startCore(t, { milvusAddress: `127.0.0.1:${wire.port}`, startRelay: false });
    const wall = makeFirewall(cut);
    wire.cut();
    const { error } = await wall.record('p', { message: 'The certificate of the mail server has expired' });
    await wall.record('p', { message: 'The disk is full' });
    const { results, degraded } = await wall.findSimilar('p', {
      message: 'certificate expired on mail server',
    });
    assert.equal(degraded, true);
    assert.deepEqual(
      results.map((hit) => [hit.error.id, hit.match]),
      [[error.id, 'keyword']],
    );
    assert.deepEqual((await wall.findSimilar('q', { message: 'certificate expired' })).results, []);
  });
});

describe('solutions', () => {
  test('come in the order of their promise, and count outcomes that arrive together', async () => {
    const { error } = await firewall.record('solve', { message: 'module not found' });
    const add = async (description: string) =>
      (await firewall.addSolution('solve', error.id, { description })).solution.id;
    const [bad, fresh, good] = [await add('Restart'), await add('Reinstall'), await add('Fix the path')];
    const tell = (id: string, outcome: 'success' | 'failure') =>
      firewall.updateSolution('solve', error.id, id, { outcome });
    await Promise.all([
      ...Array.from({ length: 8 }, () => tell(good, 'success')),
      tell(good, 'failure'),
      tell(bad, 'failure'),
    ]);
    const list = await firewall.solutions('solve', error.id);
    assert.deepEqual(
      list.map(({ id, successes, failures, successRate }) => [id, successes, failures, successRate]),
      [
        [good, 8, 1, 8 / 9],
        [fresh, 0, 0, null],
        [bad, 0, 1, 0],
      ],
    );
    const again = await firewall.record('solve', { message: 'module not found' });
    assert.deepEqual(
      again.solutions.map(({ id }) => id),
      [good, fresh, bad],
    );
    assert.deepEqual((await firewall.list('solve', { solved: true })).errors.length, 1);
    assert.deepEqual((await firewall.list('solve', { solved: false })).errors, []);
    const stats = await firewall.stats('solve', {});
    assert.deepEqual(
      [stats.patterns, stats.occurrences, stats.solved, stats.solutions, stats.successes, stats.failures],
      [1, 2, 1, 3, 8, 2],
    );
    assert.deepEqual(
      stats.mostFrequent.map(({ id }) => id),
      [error.id],
    );
    assert.deepEqual(stats.byType, [{ type: null, patterns: 1, occurrences: 2 }]);
  });

  test('are one when they say the same', async () => {
    const { error } = await firewall.record('once', { message: 'x' });
    const many = await Promise.all(
      Array.from({ length: 8 }, () => firewall.addSolution('once', error.id, { description: 'Do it' })),
    );
    assert.equal(many.filter(({ created }) => created).length, 1);
    assert.equal(new Set(many.map(({ solution }) => solution.id)).size, 1);
    const { solution } = await firewall.addSolution('once', error.id, { description: 'Do that' });
    const change = firewall.updateSolution('once', error.id, solution.id, { description: 'Do it' });
    await assert.rejects(change, isCode('SOLUTION_EXISTS'));
    await firewall.removeSolution('once', error.id, solution.id);
    assert.equal((await firewall.solutions('once', error.id)).length, 1);
  });
});

test('a deleted error leaves nothing, not even its vector', async () => {
  const { error } = await firewall.record('gone', { message: 'nothing will be left of this' });
  await firewall.addSolution('gone', error.id, { description: 'None' });
  await drained(core.mysql);
  assert.equal((await vectorsOf(error.id)).length, 1);
  await firewall.remove('gone', error.id);
  await drained(core.mysql);
  assert.deepEqual(await vectorsOf(error.id), []);
  for (const table of ['error_patterns', 'error_solutions', 'error_days', 'context_terms']) {
    assert.equal(await count(core.mysql, table, "project_id = 'gone'"), 0, table);
  }
  await assert.rejects(firewall.get('gone', error.id), isCode('ERROR_NOT_FOUND'));
  await assert.rejects(firewall.remove('gone', error.id), isCode('ERROR_NOT_FOUND'));
  assert.equal((await firewall.record('gone', { message: 'nothing will be left of this' })).created, true);
});

test('nothing of a project shows or changes through another', async () => {
  const { error } = await firewall.record('mine', { message: 'only mine' });
  const { solution } = await firewall.addSolution('mine', error.id, { description: 'my way' });
  const notThere = isCode('ERROR_NOT_FOUND');
  for (const project of ['yours', 'Mine', 'mine2']) {
    await assert.rejects(firewall.get(project, error.id), notThere);
    await assert.rejects(firewall.remove(project, error.id), notThere);
    await assert.rejects(firewall.solutions(project, error.id), notThere);
    await assert.rejects(firewall.addSolution(project, error.id, { description: 'theirs' }), notThere);
    const change = firewall.updateSolution(project, error.id, solution.id, { outcome: 'failure' });
    await assert.rejects(change, isCode('SOLUTION_NOT_FOUND'));
    await assert.rejects(
      firewall.removeSolution(project, error.id, solution.id),
      isCode('SOLUTION_NOT_FOUND'),
    );
    assert.deepEqual((await firewall.list(project, {})).errors, []);
    assert.deepEqual((await firewall.findSimilar(project, { message: 'only mine' })).results, []);
    assert.equal((await firewall.stats(project, {})).occurrences, 0);
  }
  assert.deepEqual(await firewall.solutions('mine', error.id), [solution]);
});

const vectorsOf = (id: string) =>
  core.milvus.use('query', async (client) => {
    const reply = await client.query({
      collection_name: `${core.collectionPrefix}error_vectors`,
      filter: `id == "${id}"`,
      output_fields: ['id'],
      consistency_level: 0,
    });
    return reply.data;
  });
