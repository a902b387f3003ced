import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { RowDataPacket } from 'mysql2/promise';
import { call, eventually } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { connect, use } from './support/mcp.ts';
import { lastInFirstOut } from './support/scope.ts';
import { startService, startWith } from './support/service.ts';

const service = await startService({ after });

for (const revision of ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'] as const) {
  describe(`revision ${revision}`, () => {
    test('store, search, get, list, delete', async (t) => {
      const client = await connect(t, service, { revision });
      assert.equal(client.getNegotiatedProtocolVersion(), revision);
      const project = `mcp-${revision}`;
      const text = 'The car would not start because its battery was flat';

      const stored = await use(client, 'memory_store', { project, content: text, tags: ['garage'] });
      assert.equal(stored.created, true);
      const { id } = stored.memory;

      const found = await eventually(async () => {
        const answer = await use(client, 'memory_search', {
          project,
          query: 'vehicle had no power',
          mode: 'vector',
        });
        return answer.results.length > 0 ? answer : undefined;
      });
      assert.equal(found.results[0].memory.id, id);
      assert.equal(found.degraded, false);

      const got = await use(client, 'memory_get', { project, id });
      assert.deepEqual([got.memory.content, got.nextOffset], [text, null]);
      assert.equal((await use(client, 'memory_list', { project })).memories.length, 1);

      assert.deepEqual(await use(client, 'memory_delete', { project, id }), { id, deleted: true });
      await assert.rejects(use(client, 'memory_get', { project, id }), /MEMORY_NOT_FOUND/);
    });

    test('system_health', async (t) => {
      const client = await connect(t, service, { revision });
      const { status, embeddings } = await use(client, 'system_health');
      assert.deepEqual([status, embeddings.kind, embeddings.dimension], ['healthy', 'semantic', 384]);
    });
  });
}

test('every tool has all four annotations and both schemas', async (t) => {
  const client = await connect(t, service);
  const { tools } = await client.listTools();
  const names = tools.map((tool) => tool.name).sort();
  assert.deepEqual(names, [
    'context_build',
    'decision_list',
    'decision_record',
    'error_find_similar',
    'error_record',
    'error_solution_get',
    'error_solution_update',
    'error_stats',
    'memory_delete',
    'memory_get',
    'memory_list',
    'memory_promote',
    'memory_search',
    'memory_store',
    'memory_update',
    'note_add',
    'note_list',
    'project_list',
    'session_end',
    'session_list',
    'session_start',
    'system_health',
    'todo_add',
    'todo_list',
    'todo_update',
  ]);
  for (const { name, annotations, inputSchema, outputSchema, description, title } of tools) {
    for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const) {
      assert.equal(typeof annotations?.[hint], 'boolean', `${name} ${hint}`);
    }
    assert.equal(inputSchema.additionalProperties, false, name);
    assert.ok(outputSchema && description && title, name);
  }
});

test('a long memory is shown in part and read in parts', async (t) => {
  const client = await connect(t, service);
  const project = 'long';
  const content = '数据库🙂 '.repeat(9000);
  const { memory } = await use(client, 'memory_store', { project, content });
  assert.equal(memory.truncated, true);
  let [text, offset] = ['', 0 as number | null];
  while (offset !== null) {
    const part: { memory: { content: string }; nextOffset: number | null } = await use(client, 'memory_get', {
      project,
      id: memory.id,
      offset,
    });
    assert.ok(part.memory.content.length <= 40_000);
    text += part.memory.content;
    offset = part.nextOffset;
  }
  assert.equal(text, content);
});

describe('what a key may do', () => {
  test('a tool without the scope is refused, the others work', async (t) => {
    const client = await connect(t, service, { scopes: ['read'] });
    await assert.rejects(use(client, 'memory_store', { content: 'x' }), /FORBIDDEN.*write/);
    assert.deepEqual((await use(client, 'memory_list', { project: 'nothing' })).memories, []);
  });

  test('a key that may only write can store and nothing else', async (t) => {
    const client = await connect(t, service, { revision: '2025-11-25', scopes: ['write'] });
    assert.equal((await use(client, 'memory_store', { content: 'from a write-only key' })).created, true);
    await assert.rejects(use(client, 'memory_search', { query: 'key' }), /FORBIDDEN.*read/);
  });

  test('a bound key works in its project without naming it, and in no other', async (t) => {
    const client = await connect(t, service, { project: 'mine' });
    const { memory } = await use(client, 'memory_store', { content: 'bound' });
    assert.equal(memory.project, 'mine');
    await assert.rejects(use(client, 'memory_list', { project: 'other' }), /FORBIDDEN/);
  });

  test('the project in the address is that of calls that name none, where the key may', async (t) => {
    const client = await connect(t, service, { address: 'addressed' });
    assert.equal((await use(client, 'memory_store', { content: 'x' })).memory.project, 'addressed');
    const named = await use(client, 'memory_store', { content: 'x', project: 'named' });
    assert.equal(named.memory.project, 'named');
    await assert.rejects(connect(t, service, { address: 'addressed', project: 'mine' }), /403|FORBIDDEN/);
    const key = await createKey(service);
    const { status, body } = await call(`${service.url}/mcp?project=../x`, { key, body: {} });
    assert.equal(status, 400);
    assert.match(body.error.message, /project must match pattern/);
  });

  test('an input that breaks the schema is refused, and the model is told what is allowed', async (t) => {
    const client = await connect(t, service);
    for (const [tool, input, message] of [
      ['memory_store', { content: 'x', colour: 'red' }, /colour is not a known field/],
      ['memory_store', {}, /content is missing/],
      ['memory_store', { content: 'x', tier: 'middle' }, /tier .*short, mid, long/],
      ['memory_list', { limit: 1000 }, /limit must be <= 100/],
      ['memory_list', { cursor: 'nonsense' }, /INVALID_CURSOR/],
      ['memory_update', { id: '01890000-0000-7000-8000-000000000000' }, /at least one field.*content/],
      ['todo_update', { id: '01890000-0000-7000-8000-000000000000' }, /at least one field.*status/],
    ] as const) {
      await assert.rejects(use(client, tool, input), message, tool);
    }
  });
});

describe('several replicas', () => {
  test('each answers what another one began, on every revision', async (t) => {
    const other = await startWith(lastInFirstOut(t), service.config);
    const key = await createKey(service);
    for (const revision of ['2026-07-28', '2025-11-25', '2025-03-26']) {
      let turn = 0;
      const alternating: typeof fetch = (_url, init) => {
        turn += 1;
        return fetch(`${turn % 2 ? service.url : other.url}/mcp?project=replicas`, init);
      };
      const client = await connect(t, service, { revision, fetch: alternating, key });
      const { memory } = await use(client, 'memory_store', { content: revision });
      for (let read = 0; read < 2; read += 1) {
        assert.equal((await use(client, 'memory_get', { id: memory.id })).memory.content, revision);
      }
      assert.ok(turn >= 4);
    }
  });

  test('count the calls of a batch one by one', async (t) => {
    const { api } = service.config;
    const strict = await startWith(lastInFirstOut(t), { ...service.config, api: { ...api, rate_limit: 5 } });
    await eventually(async () => (strict.app.redis.status === 'ready' ? true : undefined));
    const batch = (key: string, length: number) => ({
      key,
      headers: { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-03-26' },
      body: Array.from({ length }, (_, id) => ({ jsonrpc: '2.0', id, method: 'tools/list' })),
    });
    // Where Redis misses its deadline on a busy machine, the process begins a count of its own: another key is tried.
    await eventually(async () => {
      const key = await createKey(service);
      assert.equal((await call(`${strict.url}/mcp`, batch(key, 4))).status, 200);
      return (await call(`${strict.url}/mcp`, batch(key, 2))).status === 429 ? true : undefined;
    });
  });
});

test('a deletion stands in the audit log', async (t) => {
  const client = await connect(t, service, { address: 'audited' });
  const { memory } = await use(client, 'memory_store', { content: 'to be deleted' });
  await use(client, 'memory_delete', { id: memory.id });
  const entry = await eventually(async () => {
    const [rows] = await service.app.mysql.query<RowDataPacket[]>(
      "SELECT key_id, project_id, target FROM audit_log WHERE action = 'memory.delete' AND target = ?",
      [memory.id],
    );
    return rows[0];
  });
  assert.equal(entry.project_id, 'audited');
  assert.ok(entry.key_id);
});

describe('the HTTP side', () => {
  const hello = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const accept = { accept: 'application/json, text/event-stream' };

  test('no key is 401', async () => {
    const { status, headers } = await call(`${service.url}/mcp`, { body: hello, headers: accept });
    assert.equal(status, 401);
    assert.match(headers.get('www-authenticate') ?? '', /^Bearer/);
  });

  test('a foreign Origin or Host is 403', async () => {
    const key = await createKey(service);
    const foreign = { ...accept, origin: 'https://evil.example' };
    assert.equal((await call(`${service.url}/mcp`, { key, body: hello, headers: foreign })).status, 403);
    const own = { ...accept, origin: service.url };
    assert.equal((await call(`${service.url}/mcp`, { key, body: hello, headers: own })).status, 200);
    const rebound = await service.app.inject({
      method: 'POST',
      url: '/mcp',
      headers: { ...accept, host: 'evil.example', authorization: `Bearer ${key}` },
      payload: hello,
    });
    assert.equal(rebound.statusCode, 403);
  });

  test('a body that is no JSON is a JSON-RPC parse error, one that is too big 413', async () => {
    const key = await createKey(service);
    const broken = await call(`${service.url}/mcp`, { key, body: '{', headers: accept });
    assert.deepEqual([broken.status, broken.body.error.code], [400, -32700]);
    const big = await call(`${service.url}/mcp`, { key, body: 'x'.repeat(1_100_000), headers: accept });
    assert.equal(big.status, 413);
  });

  test('there are no sessions to get or delete', async () => {
    const key = await createKey(service);
    assert.equal((await call(`${service.url}/mcp`, { key, headers: accept })).status, 405);
    assert.equal((await call(`${service.url}/mcp`, { key, method: 'DELETE' })).status, 405);
  });
});
