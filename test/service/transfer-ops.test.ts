import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { migrate } from '../../service/src/database/migrate.ts';
import { createMysqlPool } from '../../service/src/database/pool.ts';
import { count } from './support/core.ts';
import { runOps } from './support/ops.ts';
import { lastInFirstOut } from './support/scope.ts';
import { addresses, emptyDatabase, freshRedis, keysUnder } from './support/stores.ts';

test('a project is imported, exported and forgotten from the command line', async (t) => {
  const scope = lastInFirstOut(t);
  const database = await emptyDatabase(scope);
  await migrate({ database });
  const mysql = createMysqlPool(database);
  scope.after(() => mysql.end());
  const { redis, keyPrefix } = freshRedis(scope);
  const dir = mkdtempSync(join(tmpdir(), 'mcp-transfer-'));
  scope.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'config.yaml'), JSON.stringify({ redis: { key_prefix: keyPrefix } }));
  const env = {
    CONFIG_FILE: join(dir, 'config.yaml'),
    DATABASE_URL: database.url,
    REDIS_URL: addresses.redis(),
  };
  const ops = (args: string[], input = '') => runOps(args, env, input);

  const lines = [
    '{"kind":"memory","content":"one"}',
    '{"kind":"memory","content":"two","tier":"short"}',
    'oops',
  ];
  const dry = await ops(['import', 'p', '--dry-run'], lines.join('\n'));
  assert.deepEqual([dry.code, await count(mysql, 'long_term_memories')], [1, 0], dry.stderr);
  const imported = await ops(['import', 'p'], lines.join('\n'));
  assert.equal(imported.code, 1);
  assert.match(imported.stdout, /^line 3: it is not JSON.*\n3 lines: 2 stored, 0 there already, 1 failed\n$/);
  assert.equal((await ops(['import', 'p'], lines.slice(0, 2).join('\n'))).code, 0);

  const exported = await ops(['export', 'p']);
  assert.deepEqual(
    exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).content ?? JSON.parse(line).kind),
    ['export', 'one', 'two', 'end'],
    exported.stderr,
  );
  const out = join(dir, 'p.jsonl');
  const written = await ops(['export', 'p', '--format', 'official', '--out', out, '--json']);
  assert.equal(JSON.parse(written.stdout).out, out);
  assert.equal(readFileSync(out, 'utf8').trim().split('\n').length, 2);

  const preview = await ops(['forget', 'p', '--dry-run']);
  assert.match(preview.stdout, /of p would be deleted:\n {2}long_term_memories: 1\n/);
  const forgotten = await ops(['forget', 'p', '--json']);
  assert.equal(JSON.parse(forgotten.stdout).rows.long_term_memories, 1, forgotten.stderr);
  assert.equal(await count(mysql, 'long_term_memories'), 0);
  assert.deepEqual(
    (await keysUnder(redis, keyPrefix)).filter((name) => name.includes('{p}')),
    [],
  );
  assert.equal(await count(mysql, 'audit_log', "action = 'project.forget' AND project_id = 'p'"), 1);
  assert.match((await ops(['forget', 'p', '--dry-run'])).stdout, /^there is nothing of p\n$/);
  assert.equal((await ops(['forget', '../p'])).code, 2);
});
