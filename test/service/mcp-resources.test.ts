import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { connect, use } from './support/mcp.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });

const textOf = ({ contents }: { contents: unknown[] }) => (contents[0] as { text: string }).text;

for (const revision of ['2026-07-28', '2025-11-25']) {
  test(`memories, sessions and notes are listed and read (${revision})`, async (t) => {
    const address = `resources-${revision}`;
    const client = await connect(t, service, { revision, address });
    const session = await use(client, 'session_start', { title: 'First steps' });
    const content = '第一行：数据库端口\nThe second line';
    const { memory } = await use(client, 'memory_store', { content, sessionId: session.id, tags: ['db'] });
    const note = await use(client, 'note_add', { content: '# A note' });
    await use(client, 'session_end', { id: session.id, summary: 'Found the port' });

    const { resources } = await client.listResources();
    const base = `memory://projects/${address}`;
    assert.deepEqual(
      resources.map(({ uri, title, mimeType }) => [uri, title, mimeType]),
      [
        [`${base}/memories/${memory.id}`, '第一行：数据库端口', 'text/plain'],
        [`${base}/sessions/${session.id}`, 'First steps', 'text/markdown'],
        [`${base}/notes/${note.id}`, '# A note', 'text/markdown'],
      ],
    );
    assert.equal(textOf(await client.readResource({ uri: `${base}/memories/${memory.id}` })), content);
    assert.equal(textOf(await client.readResource({ uri: `${base}/notes/${note.id}` })), '# A note');
    const told = textOf(await client.readResource({ uri: `${base}/sessions/${session.id}` }));
    for (const part of ['First steps', 'Found the port', `${base}/memories/${memory.id}`]) {
      assert.ok(told.includes(part), part);
    }
    assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 3);
  });
}

describe('addresses', () => {
  test('are completed from what the key can see', async (t) => {
    const client = await connect(t, service, { address: 'complete-me' });
    const { memory } = await use(client, 'memory_store', { content: 'x' });
    const ref = { type: 'ref/resource', uri: 'memory://projects/{project}/memories/{id}' } as const;
    const complete = async (name: string, value: string) =>
      (
        await client.complete({
          ref,
          argument: { name, value },
          context: { arguments: { project: 'complete-me' } },
        })
      ).completion.values;
    assert.deepEqual(await complete('project', 'complete'), ['complete-me']);
    assert.deepEqual(await complete('id', memory.id.slice(0, 9)), [memory.id]);
    const bound = await connect(t, service, { project: 'elsewhere' });
    const found = await bound.complete({ ref, argument: { name: 'project', value: 'complete' } });
    assert.deepEqual(found.completion.values, []);
  });

  test('that lead nowhere, or to another project, are refused', async (t) => {
    const owner = await connect(t, service, { address: 'owned' });
    const { memory } = await use(owner, 'memory_store', { content: 'owned' });
    const bound = await connect(t, service, { project: 'bound' });
    const none = '01890000-0000-7000-8000-000000000000';
    for (const [client, uri, message] of [
      [owner, `memory://projects/owned/memories/${none}`, /MEMORY_NOT_FOUND/],
      [owner, `memory://projects/owned/sessions/${none}`, /SESSION_NOT_FOUND/],
      [owner, `memory://projects/owned/notes/x`, /NOT_FOUND/],
      [owner, 'memory://projects/owned', /not found/],
      [owner, 'nonsense', /invalid|not found/i],
      [bound, `memory://projects/owned/memories/${memory.id}`, /FORBIDDEN/],
      [bound, `memory://projects/bound/memories/${memory.id}`, /MEMORY_NOT_FOUND/],
    ] as const) {
      await assert.rejects(client.readResource({ uri }), message, uri);
    }
    assert.deepEqual((await bound.listResources()).resources, []);
  });

  test('need a key that may read', async (t) => {
    const client = await connect(t, service, { scopes: ['write'] });
    await assert.rejects(client.listResources(), /FORBIDDEN.*read/);
    await assert.rejects(client.getPrompt({ name: 'start_session' }), /FORBIDDEN.*read/);
  });
});

describe('prompts', () => {
  const promptText = ({ messages: [message] }: { messages: { content: unknown }[] }) => {
    assert.ok(message);
    return (message.content as { text: string }).text;
  };

  test('start_session brings up what is known', async (t) => {
    const client = await connect(t, service, { address: 'prompted' });
    const empty = promptText(await client.getPrompt({ name: 'start_session', arguments: { project: '' } }));
    assert.match(empty, /Nothing is known/);
    await use(client, 'decision_record', { title: 'Queue', decision: 'Redis streams' });
    const args = { topic: 'the queue' };
    const told = promptText(await client.getPrompt({ name: 'start_session', arguments: args }));
    for (const part of ['"prompted"', 'the queue', 'Redis streams', 'session_start']) {
      assert.ok(told.includes(part), part);
    }
  });

  test('end_session names the open sessions and todos', async (t) => {
    const client = await connect(t, service, { address: 'ending', revision: '2025-06-18' });
    const session = await use(client, 'session_start', { title: 'To be ended' });
    const todo = await use(client, 'todo_add', { title: 'Left over' });
    const told = promptText(await client.getPrompt({ name: 'end_session' }));
    for (const part of [session.id, 'To be ended', todo.id, 'Left over'])
      assert.ok(told.includes(part), part);
  });

  test('are listed, completed and check their arguments', async (t) => {
    const client = await connect(t, service, { address: 'listed' });
    await use(client, 'memory_store', { content: 'x' });
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name, arguments: args }) => [name, args?.map((argument) => argument.required ?? false)]),
      [
        ['start_session', [false, false]],
        ['end_session', [false]],
      ],
    );
    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'start_session' },
      argument: { name: 'project', value: 'list' },
    });
    assert.deepEqual(completion.values, ['listed']);
    await assert.rejects(
      client.getPrompt({ name: 'end_session', arguments: { project: '../x' } }),
      /1 to 64 characters/,
    );
  });
});
