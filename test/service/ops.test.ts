import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createMilvusConnection } from '../../service/src/vectors/connection.ts';
import { dropCollections, milvusOptions } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, emptyDatabase, uniqueName } from './support/stores.ts';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

function ops(args: string[], env: Record<string, string>): Promise<Outcome> {
  const program = join(import.meta.dirname, '../../service/src/ops.ts');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env: { PATH: process.env.PATH, ...env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

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
