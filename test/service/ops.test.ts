import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createConnection } from 'mysql2/promise';
import { createMilvusConnection } from '../../service/src/vectors/connection.ts';
import { dropCollections, milvusOptions } from './support/core.ts';
import { runOps as ops } from './support/ops.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, emptyDatabase, uniqueName } from './support/stores.ts';

async function environment(t: TestContext): Promise<Record<string, string>> {
  const scope = lastInFirstOut(t);
  const { url } = await emptyDatabase(scope);
  const prefix = `test_${uniqueName()}_`;
  const milvus = createMilvusConnection(milvusOptions());
  scope.after(async () => {
    await dropCollections(milvus, prefix);
    await milvus.close();
  });
  const file = join(tmpdir(), `${prefix}config.yaml`);
  scope.after(() => rm(file));
  await writeFile(
    file,
    `milvus: {address: "${addresses.milvus()}", collection_prefix: ${prefix}}
embeddings: {provider: openai, base_url: "${addresses.embeddings()}"}
`,
  );
  return {
    CONFIG_FILE: file,
    DATABASE_URL: url,
    REDIS_URL: addresses.redis(),
    MILVUS_TOKEN: addresses.milvusToken(),
    API_KEY_1: 'sk-first.0123456789abcdef0123456789abcdef',
  };
}

test('migrate prepares everything, says what it does, and changes nothing the second time', async (t) => {
  const env = await environment(t);
  const first = await ops(['migrate'], env);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /applied 1 projects\n/);
  assert.match(first.stdout, /of them new: 1\n/);
  assert.match(first.stdout, /collections are ready for openai:.*\(384 dimensions\)\ndone\n$/);
  assert.ok(!first.stdout.includes('0123456789abcdef'));

  const second = await ops(['migrate', '--json'], env);
  const report = JSON.parse(second.stdout);
  assert.deepEqual([report.applied, report.keysAdded, report.passwordReplaced], [[], 0, false]);
  assert.equal((await ops(['vectors', 'init', '--wait', '5'], env)).code, 0);

  const made = await ops(
    ['keys', 'create', '--json', '--name', 'me', '--scope', 'read', '--project', 'p'],
    env,
  );
  const { id, key } = JSON.parse(made.stdout);
  assert.match(key, /^sk-/);
  assert.equal((await ops(['keys', 'revoke', id], env)).code, 0);
  assert.equal((await ops(['keys', 'revoke', id], env)).code, 1);
  const listed = JSON.parse((await ops(['keys', 'list', '--json'], env)).stdout);
  assert.equal(listed.length, 2);
});

test('a store that is away, a wrong configuration and a wrong command end with their own code and one line', async (t) => {
  const env = await environment(t);
  const away = await ops(['migrate', '--wait', '1'], { ...env, DATABASE_URL: 'mysql://a:b@127.0.0.1:1/x' });
  assert.equal(away.code, 1);
  assert.match(away.stderr, /^failed: MySQL did not answer within 1 s: .*ECONNREFUSED.*\n$/);
  const milvus = await ops(['migrate', '--wait', '1'], { ...env, MILVUS_TOKEN: 'nobody:WrongPassword' });
  assert.equal(milvus.code, 1);
  assert.match(milvus.stderr, /Milvus did not answer|auth check failure/);
  const config = await ops(['migrate'], { ...env, DATABASE_URL: 'nonsense' });
  assert.equal(config.code, 2);
  assert.match(config.stderr, /database\.url/);
  assert.equal((await ops(['migrat'], env)).code, 2);
  assert.equal((await ops(['migrate', '--wait', 'long'], env)).code, 2);
  const help = await ops(['--help'], {});
  assert.equal(help.code, 0);
  assert.match(help.stdout, /migrate/);
});

test('vectors are verified and rebuilt, and what was given up is listed and retried', async (t) => {
  const env = await environment(t);
  assert.equal((await ops(['migrate'], env)).code, 0);
  const mysql = await createConnection(env.DATABASE_URL ?? '');
  t.after(() => mysql.end());
  const id = '01900000-0000-7000-8000-000000000001';
  await mysql.query(
    `INSERT INTO long_term_memories (id, created_at, updated_at, project_id, tier, type, content, content_hash, tags,
       importance, pinned) VALUES (?, NOW(3), NOW(3), 'p', 'mid', 'note', 'a text', UNHEX(SHA2('a text', 256)), '[]', 0.5, FALSE)`,
    [id],
  );
  const wrong = await ops(['vectors', 'verify', '--json'], env);
  assert.equal(wrong.code, 1, wrong.stderr);
  assert.equal(JSON.parse(wrong.stdout).missing, 1);
  const rebuilt = await ops(['vectors', 'rebuild', 'mid', '--json'], env);
  assert.equal(rebuilt.code, 0, rebuilt.stderr);
  assert.deepEqual(JSON.parse(rebuilt.stdout).generations, { mid: 2 });
  assert.equal((await ops(['vectors', 'verify'], env)).code, 0);
  assert.equal((await ops(['vectors', 'rebuild', 'everything'], env)).code, 2);

  await mysql.query(
    `INSERT INTO outbox (kind, entity_id, project_id, sweep, state, attempts, last_error)
     VALUES ('memory', ?, 'p', TRUE, 'dead', 5, 'bad text')`,
    [id],
  );
  const listed = JSON.parse((await ops(['outbox', 'list', '--json'], env)).stdout);
  assert.deepEqual([listed.entries[0].id, listed.entries[0].error], [id, 'bad text']);
  assert.match((await ops(['outbox', 'retry'], env)).stdout, /^1 are tried again/);
  assert.match((await ops(['outbox', 'list'], env)).stdout, /^nothing is dead/);
});
