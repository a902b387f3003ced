import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRotation } from '../../../../deploy/rotation/next.ts';
import { loadSettings } from '../../../../stacks/load.ts';

const settings = loadSettings('development');
const REDIS = ['state', 'cache', 'admin', 'exporter'].map((user) => `redis-${user}-password`);

/** A state with these passwords and the generations that they name; 0 = never rotated. */
const state = (passwords: Record<string, number>): string =>
  JSON.stringify({
    deployment: {
      resources: Object.entries(passwords).map(([name, generation]) => ({
        type: 'random:index/randomPassword:RandomPassword',
        urn: `urn:pulumi:dev::mcp-system::mcp:infra:Secrets$random:index/randomPassword:RandomPassword::${name}`,
        inputs: { length: 32, ...(generation ? { keepers: { generation: String(generation) } } : {}) },
      })),
    },
  });

const all = (first: number, second: number) =>
  Object.fromEntries(
    REDIS.flatMap((name) => [
      [name, first],
      [`${name}-alternate`, second],
    ]),
  );

test('the first rotation makes the second place of each password of the store, and of no other store', () => {
  const { rotation, replaced } = nextRotation(state(all(0, 0)), settings, ['redis']);
  assert.deepEqual(rotation, Object.fromEntries(REDIS.map((name) => [name, 2])));
  assert.deepEqual(
    replaced,
    REDIS.map((name) => `RandomPassword/${name}-alternate`),
  );
});

test('the place in use is never the one that is made anew', () => {
  for (const [first, second, next, suffix] of [
    [0, 2, 3, ''],
    [3, 2, 4, '-alternate'],
    [3, 4, 5, ''],
  ] as const) {
    const { rotation, replaced } = nextRotation(state(all(first, second)), settings, ['redis']);
    assert.equal(rotation['redis-state-password'], next);
    assert.equal(replaced[0], `RandomPassword/redis-state-password${suffix}`);
  }
});

test('passwords that a broken run did not reach are counted by themselves', () => {
  const broken = { ...all(0, 0), 'redis-cache-password-alternate': 2 };
  const { rotation, replaced } = nextRotation(state(broken), settings, ['redis']);
  assert.equal(rotation['redis-state-password'], 2);
  assert.equal(rotation['redis-cache-password'], 3);
  assert.ok(replaced.includes('RandomPassword/redis-cache-password'));
  assert.ok(replaced.includes('RandomPassword/redis-state-password-alternate'));
});

test('only what is there can be replaced', () => {
  assert.deepEqual(nextRotation(state({}), settings, ['milvus']).replaced, []);
});
