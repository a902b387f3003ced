import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { createKeyRepository, type KeyRepository } from '../../service/src/keys/repository.ts';
import { eventually } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';
import { freshPool } from './support/stores.ts';

describe('API keys', () => {
  let mysql: Pool;
  let keys: KeyRepository;
  const scope = lastInFirstOut({ after });
  before(async () => {
    mysql = await freshPool(scope);
    keys = createKeyRepository(mysql);
  });

  test('a made key works, with its scopes and project, and is not in the table', async () => {
    const { id, raw } = await keys.create({ name: 'ci', scopes: ['read'], project: 'p1' });
    assert.deepEqual(await keys.verify(raw), {
      keyId: id,
      name: 'ci',
      scopes: new Set(['read']),
      project: 'p1',
      expiresAt: null,
    });
    const [rows] = await mysql.query<RowDataPacket[]>('SELECT * FROM api_keys WHERE id = ?', [id]);
    const secret = raw.slice(raw.indexOf('.') + 1);
    assert.equal(rows[0]?.secret_hash.length, 32);
    assert.ok(!JSON.stringify(rows).includes(secret));
  });

  test('a wrong, unknown, expired or revoked key does not work', async () => {
    const { id, raw } = await keys.create({ name: 'a', scopes: ['read'] });
    assert.equal(await keys.verify(`${raw}x`), null);
    assert.equal(await keys.verify(raw.replace(id, '000000000000')), null);
    assert.equal(await keys.verify('garbage'), null);
    const past = await keys.create({ name: 'b', scopes: ['read'], expiresAt: new Date(Date.now() - 1000) });
    assert.equal(await keys.verify(past.raw), null);
    const future = await keys.create({
      name: 'c',
      scopes: ['read'],
      expiresAt: new Date(Date.now() + 60_000),
    });
    assert.ok(await keys.verify(future.raw));
    assert.equal(await keys.revoke(id), true);
    assert.equal(await keys.revoke(id), false);
    assert.equal(await keys.verify(raw), null);
  });

  test('keys of the configuration are added once, whatever their form, and a revoked one stays revoked', async () => {
    const raws = ['sk-first.0123456789abcdef', 'sk-xxxxxxxxxxxxxxxxxxxx'];
    assert.equal(await keys.bootstrap(raws), 2);
    assert.equal(await keys.bootstrap(raws), 0);
    for (const raw of raws)
      assert.deepEqual((await keys.verify(raw))?.scopes, new Set(['read', 'write', 'admin']));
    await keys.revoke('first');
    assert.equal(await keys.bootstrap(raws), 0);
    assert.equal(await keys.verify(raws[0] as string), null);
    await assert.rejects(keys.bootstrap(['nonsense']), TypeError);
  });

  test('the last use is noted', async () => {
    const { id, raw } = await keys.create({ name: 'used', scopes: ['read'] });
    const lastUse = async () => (await keys.list()).find((key) => key.id === id)?.lastUsedAt;
    assert.equal(await lastUse(), null);
    await keys.verify(raw);
    const used = await eventually('the note', lastUse);
    assert.ok(Math.abs(Date.parse(used) - Date.now()) < 5000);
  });
});
