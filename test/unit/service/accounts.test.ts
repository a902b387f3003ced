import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { logIn, RefusedError } from '../../../service/src/accounts/log-in.ts';
import { grantPattern, isAbout, surplus } from '../../../service/src/accounts/mysql-rights.ts';
import { readAccounts } from '../../../service/src/accounts/read.ts';

test('the first password that is accepted logs in; only a refusal makes it try the next', async () => {
  const root = { name: 'root', passwords: ['new', 'old'] };
  const accepts = (known: string) => async (password: string) => {
    if (password !== known) throw new RefusedError('no');
    return password;
  };
  assert.equal(await logIn(root, accepts('new')), 'new');
  assert.equal(await logIn(root, accepts('old')), 'old');
  await assert.rejects(logIn(root, accepts('third')), /none of the known passwords of root is accepted/);
  const tried: string[] = [];
  const down = logIn(root, async (password) => {
    tried.push(password);
    throw new Error('connection refused');
  });
  await assert.rejects(down, /connection refused/);
  assert.deepEqual(tried, ['new']);
});

test('what a user has too much of is told from what it needs', () => {
  assert.deepEqual(surplus(['USAGE', 'SELECT', 'DROP', 'ALTER'], ['SELECT', 'INSERT']), ['DROP', 'ALTER']);
  assert.equal(grantPattern('mcp_db'), 'mcp\\_db');
  assert.ok(isAbout('mcp\\_db', 'mcp_db'));
  assert.ok(isAbout('mcp_db', 'mcp_db'));
  assert.ok(!isAbout('mcp%', 'mcp_db'));
});

test('a wrong list is refused by its places, without a word of what is in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-accounts-'));
  const file = join(folder, 'accounts.json');
  try {
    writeFileSync(file, JSON.stringify({ mysql: { host: 'mysql', secret: 'hunter2-in-the-clear' } }));
    assert.throws(
      () => readAccounts(file),
      (error: Error) => /mysql/.test(error.message) && !error.message.includes('hunter2'),
    );
    writeFileSync(file, '{"mysql": hunter2');
    assert.throws(() => readAccounts(file), /is not JSON$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
