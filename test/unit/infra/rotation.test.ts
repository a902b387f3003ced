import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { storePasswords } from '../../../infra/lib/credentials/names.ts';
import { formatRotation, generationIn, parseRotation, placeOf } from '../../../infra/lib/rotation.ts';
import { loadSettings } from '../../../stacks/load.ts';
import { declared, find, type Recorded } from './mocks.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const files = (resources: Recorded[], name: string) => find(resources, 'Secret', name).inputs.stringData;
const acl = (resources: Recorded[]) => files(resources, 'mcp-redis-state')['users.acl'];

const everything = Object.fromEntries(
  Object.values(storePasswords(loadSettings('development')))
    .flat()
    .map((name) => [name, 2]),
);
const plain = await declared('development');
const rotating = await declared('development', {}, { rotation: everything });

test('generations take turns in two places, and the first is where every password began', () => {
  assert.deepEqual([1, 2, 3, 4].map(placeOf), [0, 1, 0, 1]);
  assert.equal(generationIn(0, undefined), 1);
  assert.equal(generationIn(1, undefined), 0);
  assert.equal(generationIn(1, { generation: '4' }), 4);
});

test('a rotation is told in one line, and a wrong one is refused', () => {
  const rotation = { 'mysql-password': 2, 'redis-state-password': 11 };
  assert.deepEqual(parseRotation(formatRotation(rotation)), rotation);
  assert.deepEqual(parseRotation(undefined), {});
  for (const text of ['mysql', 'mysql-password=0', 'checksum-key=2', 'mysql-password=2,redis'])
    assert.throws(() => parseRotation(text), /allowed is, for example, mysql-password=2/);
});

test('a run that rotates makes the unused password anew and no other', () => {
  for (const name of ['mysql-password', 'redis-state-password', 'milvus-root-password']) {
    assert.equal('keepers' in find(rotating.resources, 'RandomPassword', name).inputs, false, name);
    const made = find(rotating.resources, 'RandomPassword', `${name}-alternate`);
    assert.deepEqual(made.inputs.keepers, { generation: '2' });
    assert.ok(!made.ignored.includes('keepers'), name);
  }
  for (const { name, ignored, type } of plain.resources)
    if (/-password(-alternate)?$/.test(name) && type.endsWith(':RandomPassword'))
      assert.ok(ignored.includes('keepers'), name);
});

test('clients get the new one; administrators, and Redis when it starts, know both', () => {
  assert.match(files(rotating.resources, 'mcp-secrets')['database-url'], /mysql-password-alternate/);
  assert.match(
    files(rotating.resources, 'mcp-secrets')['milvus-token'],
    /^mcp_alternate:password\/of:milvus-password-alternate@$/,
  );
  const accounts = JSON.parse(files(rotating.resources, 'mcp-accounts')['accounts.json']);
  assert.deepEqual(accounts.mysql.administrator.passwords, [
    'password/of:mysql-root-password-alternate@',
    'password/of:mysql-root-password@',
  ]);
  assert.deepEqual(accounts.milvus.retired, ['mcp']);
  const [before, now] = ['', '-alternate'].map((suffix) =>
    hash(`password/of:redis-state-password${suffix}@`),
  );
  assert.match(acl(rotating.resources), new RegExp(`^user mcp on #${now} #${before} `, 'm'));
});

test('without a rotation Redis takes the current one alone', () => {
  assert.match(acl(plain.resources), /^user mcp on #[0-9a-f]{64} ~\* /m);
});

test('a password that is not named stays', async () => {
  const { resources } = await declared('development', {}, { rotation: { 'redis-cache-password': 2 } });
  assert.deepEqual(files(resources, 'mcp-mysql'), files(plain.resources, 'mcp-mysql'));
  assert.equal(acl(resources), acl(plain.resources));
  assert.notDeepEqual(files(resources, 'mcp-secrets'), files(plain.resources, 'mcp-secrets'));
});
