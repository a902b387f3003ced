import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { forgetProject } from '../../service/src/forget/forget-project.ts';
import { createRelay } from '../../service/src/outbox/relay.ts';
import { createMilvusConnection } from '../../service/src/vectors/connection.ts';
import { COLLECTIONS } from '../../service/src/vectors/index.ts';
import { count, drained, eventually, log, milvusOptions } from './support/core.ts';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';
import { keysUnder } from './support/stores.ts';

const service = await startService({ after });
const { app } = service;
const key = await createKey(service);
const of = (project: string) => `${service.url}/api/v1/projects/${project}`;
const store = async (project: string, content: string, more: object = {}): Promise<string> => {
  const { status, body } = await call(`${of(project)}/memories`, { key, body: { content, ...more } });
  assert.equal(status, 201, JSON.stringify(body));
  return body.memory.id;
};

async function tablesOfProjects(): Promise<string[]> {
  const [rows] = await app.mysql.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'project_id' ORDER BY name`,
  );
  return rows.map(({ name }) => String(name));
}

/** Something for a column, whatever it holds. */
function valueFor({ type, length, choices }: { type: string; length: number; choices: string }): unknown {
  if (type === 'enum') return /'([^']+)'/.exec(choices)?.[1];
  if (type === 'json') return '[]';
  if (/date|timestamp/.test(type)) return new Date();
  if (/binary|blob/.test(type)) return randomBytes(length || 8);
  if (/char|text/.test(type))
    return randomBytes(32)
      .toString('hex')
      .slice(0, Math.min(length || 36, 36));
  return 1;
}

/** A row of that project in a table that this test need not know. */
async function insertAnything(mysql: Pool, table: string, project: string): Promise<void> {
  const [columns] = await mysql.query<RowDataPacket[]>(
    `SELECT COLUMN_NAME AS name, DATA_TYPE AS type, CHARACTER_MAXIMUM_LENGTH AS length, COLUMN_TYPE AS choices
     FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND EXTRA = '' AND IS_NULLABLE = 'NO' AND COLUMN_DEFAULT IS NULL`,
    [table],
  );
  const row = Object.fromEntries(columns.map((column) => [column.name, valueFor(column as never)]));
  await mysql.query('INSERT INTO ?? SET ?', [table, { ...row, project_id: project }]);
}

const milvus = createMilvusConnection(milvusOptions());
after(() => milvus.close());

async function vectorsOf(project: string): Promise<number> {
  return milvus.use('query', async (client) => {
    const found = Object.values(COLLECTIONS).map((name) =>
      client.query({
        collection_name: service.config.milvus.collection_prefix + name,
        filter: `project_id == "${project}"`,
        output_fields: ['id'],
        consistency_level: 0,
        limit: 1000,
      }),
    );
    return (await Promise.all(found)).reduce((sum, { data }) => sum + data.length, 0);
  });
}

describe('forgetting a project', () => {
  test('leaves nothing in any table, vector collection or key, and touches no other project', async () => {
    const gone = 'to-forget';
    const stays = 'to-stay';
    for (const project of [gone, stays]) {
      for (let i = 0; i < 3; i++) await store(project, `the memory ${i} of ${project}`);
      await store(project, 'kept for long', { tier: 'long' });
      await store(project, 'kept for now', { tier: 'short' });
      for (const table of await tablesOfProjects()) {
        if ((await count(app.mysql, table, 'project_id = ?', [project])) > 0) continue;
        if (table !== 'outbox') await insertAnything(app.mysql, table, project);
      }
    }
    await drained(app.mysql);
    const bound = await createKey(service, { project: gone });
    assert.equal((await call(`${of(gone)}/memories`, { key: bound })).status, 200);
    const rowsThatStay = async () =>
      Object.fromEntries(
        await Promise.all(
          (await tablesOfProjects()).map(async (table) => [
            table,
            await count(app.mysql, table, 'project_id = ?', [stays]),
          ]),
        ),
      );
    const before = await rowsThatStay();

    const preview = await call(`${of(gone)}?dryRun=true`, { key, method: 'DELETE' });
    assert.equal(preview.status, 200, JSON.stringify(preview.body));
    assert.equal(preview.body.rows.long_term_memories, 4);
    assert.ok(preview.body.shortKeys >= 3);
    assert.equal(await vectorsOf(gone), 4);

    const { status, body } = await call(`${of(gone)}?dryRun=false`, { key, method: 'DELETE' });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.dryRun, body.rows], [false, preview.body.rows]);
    await drained(app.mysql);
    for (const table of await tablesOfProjects()) {
      if (['audit_log', 'jobs', 'job_slots'].includes(table)) continue;
      assert.equal(await count(app.mysql, table, 'project_id = ?', [gone]), 0, table);
    }
    assert.equal(await count(app.mysql, 'projects', 'id = ?', [gone]), 0);
    assert.equal(await vectorsOf(gone), 0);
    const { key_prefix: prefix } = service.config.redis;
    assert.deepEqual(
      (await keysUnder(app.redis, prefix)).filter((name) => name.includes(gone)),
      [],
    );
    assert.equal((await call(`${of(gone)}/memories`, { key: bound })).status, 401);

    assert.deepEqual(await rowsThatStay(), before);
    assert.equal(await vectorsOf(stays), 4);
    assert.deepEqual((await call(`${of(gone)}/memories`, { key })).body.memories, []);
    const id = await store(gone, 'a new beginning');
    assert.ok(id);
    assert.equal(await count(app.mysql, 'projects', 'id = ?', [gone]), 1);
  });

  test('cut short anywhere and run again it finishes, also when its vectors had been given up', async () => {
    const project = 'cut-short';
    for (let i = 0; i < 12; i++) await store(project, `the memory ${i} of ${project}`);
    await store(project, 'for now', { tier: 'short' });
    await drained(app.mysql);
    await app.mysql.query(
      "INSERT INTO outbox (kind, entity_id, project_id, sweep, state) SELECT 'memory', id, project_id, TRUE, 'dead' FROM long_term_memories WHERE project_id = ? LIMIT 1",
      [project],
    );
    for (let statements = 1; ; statements += 3) {
      // Stops for good before a certain statement, as a killed process does.
      let left = statements;
      const dying = new Proxy(app.mysql, {
        get(pool, name) {
          const value = Reflect.get(pool, name) as unknown;
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            if (['query', 'execute', 'getConnection'].includes(String(name)) && --left < 0) {
              return Promise.reject(new Error('killed'));
            }
            return Reflect.apply(value, pool, args);
          };
        },
      });
      const finished = await forgetProject(
        { ...app.forgetting, mysql: dying, onCommit: () => undefined },
        project,
      ).then(
        () => true,
        (error: Error) => {
          assert.equal(error.message, 'killed');
          return false;
        },
      );
      if (finished) break;
    }
    await drained(app.mysql);
    assert.equal(await vectorsOf(project), 0);
    assert.equal(await count(app.mysql, 'long_term_memories', 'project_id = ?', [project]), 0);
    assert.equal(await count(app.mysql, 'projects', 'id = ?', [project]), 0);
  });

  test('a relay that is at work on its memories leaves no vector behind', async (t) => {
    const project = 'raced';
    const slow = createRelay({
      ...app,
      log,
      embedder: {
        ...app.embedder,
        identity: () => app.embedder.identity(),
        embed: async (...args) => {
          const made = await app.embedder.embed(...args);
          await held.promise;
          return made;
        },
      },
    });
    const held = Promise.withResolvers<void>();
    slow.start();
    t.after(() => slow.stop());
    for (let i = 0; i < 40; i++) await store(project, `the memory ${i} of ${project}`);
    await eventually('rows in somebody’s hands, or done', async () =>
      (await count(app.mysql, 'outbox', 'project_id = ? AND claimed_by IS NULL', [project])) === 0
        ? true
        : null,
    );
    await forgetProject(app.forgetting, project);
    held.resolve();
    await drained(app.mysql);
    assert.equal(await vectorsOf(project), 0);
  });

  test('asks for the admin scope and for a word on dryRun', async () => {
    const writer = await createKey(service, { scopes: ['read', 'write'] });
    assert.equal((await call(`${of('x')}?dryRun=false`, { key: writer, method: 'DELETE' })).status, 403);
    const { status, body } = await call(of('x'), { key, method: 'DELETE' });
    assert.deepEqual([status, body.error.details.fields], [400, ['dryRun']]);
    assert.equal((await call(`${of('x')}?dryRun=false`, { key, method: 'DELETE' })).status, 200);
  });
});

describe('deleting by filter', () => {
  test('deletes what matches in every tier, and without dryRun: false nothing', async () => {
    const project = 'filtered';
    const old = await Promise.all(
      ['a', 'b', 'c'].map((name, i) =>
        store(project, name, { tags: ['old'], tier: ['short', 'mid', 'long'][i] }),
      ),
    );
    const kept = await store(project, 'kept', { tags: ['new'] });
    const ask = (body: object) => call(`${of(project)}/memories/delete`, { key, body });
    const dry = await ask({ filter: { tags: ['old'] } });
    assert.equal(dry.status, 200, JSON.stringify(dry.body));
    assert.deepEqual(
      [dry.body.dryRun, dry.body.matched, dry.body.deleted, dry.body.more],
      [true, 3, 0, false],
    );
    assert.deepEqual(dry.body.ids.sort(), old.sort());
    const some = await ask({ filter: { tags: ['old'] }, dryRun: false, limit: 1 });
    assert.deepEqual([some.body.deleted, some.body.more], [1, true]);
    const rest = await ask({ filter: { tags: ['old'] }, dryRun: false });
    assert.deepEqual([rest.body.deleted, rest.body.more], [2, false]);
    const { body } = await call(`${of(project)}/memories`, { key });
    assert.deepEqual(
      body.memories.map(({ id }: { id: string }) => id),
      [kept],
    );
  });

  test('refuses an empty filter and one that it does not know', async () => {
    const ask = (body: object) => call(`${of('p')}/memories/delete`, { key, body });
    for (const body of [
      {},
      { filter: {} },
      { filter: { colour: 'red' } },
      { filter: { tier: 'mid', limit: 3 } },
    ]) {
      assert.equal((await ask(body)).status, 400, JSON.stringify(body));
    }
    assert.equal((await ask({ filter: { since: '2026-01-01T00:00:60Z' } })).status, 400);
  });
});
