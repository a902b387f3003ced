import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../service/support/http.ts';
import { askInside } from './support/inside.ts';
import { apiRestarts, without } from './support/outage.ts';
import { kubectl, podIds } from './support/pods.ts';

/** A store starts, is found again, and is connected to: seconds, on a busy machine more. */
const BACK_MS = 180_000;
const WRITERS = 4;
/** A refused writer does not try again at once. */
const PACE_MS = 20;
const PROJECT = 'outages';

/** A request to the stack's REST interface; one with a body is a POST. */
export type Api = (
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
) => Promise<{ status: number; body: any }>;

/**
 * What is answered while each store is away, and that all of it comes back without a hand.
 * @param whileMysqlIsAway what else has to be seen then
 */
export function testOutages(api: Api, whileMysqlIsAway: () => Promise<void>): void {
  const memories = `/projects/${PROJECT}/memories`;
  const store = (content: string, tier = 'mid') => api(memories, { content, tier });
  const search = (query: string, mode = 'hybrid') => api(`${memories}/search`, { query, mode });
  const healthy = () =>
    eventually(async () => {
      const { status } = await askInside('/health').catch(() => ({ status: 0 }));
      return status === 200 ? true : undefined;
    }, BACK_MS);
  const checks = async () => JSON.parse((await askInside('/health')).text).checks;

  test('Redis is away: memories are kept and found, only the short tier is refused', async () => {
    const before = await apiRestarts();
    await store('the lighthouse keeper counts the ships');
    await without('statefulset/redis-state', async () => {
      await eventually(async () => ((await checks()).redis ? undefined : true));
      assert.equal((await store('kept while Redis was away')).status, 201);
      const found = await search('lighthouse keeper');
      assert.equal(found.body.results[0]?.memory.content, 'the lighthouse keeper counts the ships');
      assert.equal(found.body.degraded, true);
      assert.deepEqual(found.body.unavailable, ['short']);
      const refused = await store('for a moment only', 'short');
      assert.equal(refused.status, 503);
      assert.equal(refused.body.error.code, 'STORE_UNAVAILABLE');
      assert.equal((await askInside('/ready')).status, 200);
    });
    await healthy();
    assert.equal((await store('for a moment only', 'short')).status, 201);
    assert.deepEqual(await apiRestarts(), before, 'without a restart');
  });

  for (const [what, workload] of [
    ['Milvus', 'statefulset/milvus'],
    ['the embeddings server', 'deployment/embeddings'],
  ] as const) {
    test(`${what} is away: search answers by keyword and says so; vectors follow`, async () => {
      const before = await apiRestarts();
      const content = `stored while ${what} was away`;
      await without(workload, async () => {
        const stored = await store(content);
        assert.equal(stored.status, 201);
        // A text that was never embedded: a cache must not hide the outage.
        const found = await search(content);
        assert.equal(found.status, 200);
        assert.equal(found.body.mode, 'keyword');
        assert.equal(found.body.degraded, true);
        assert.deepEqual(found.body.unavailable, ['vectors']);
        assert.equal(found.body.results[0]?.memory.content, content);
      });
      await healthy();
      await eventually(async () => {
        const { body } = await search(`${content}?`, 'vector');
        const [first] = body.results ?? [];
        return body.degraded === false && first?.memory.content === content ? true : undefined;
      }, BACK_MS);
      assert.deepEqual(await apiRestarts(), before, 'without a restart');
    });
  }

  test('MySQL is away: 503, not ready but alive, people are told; everything is there afterwards', async () => {
    const before = await apiRestarts();
    const stored = await store('written before MySQL went away');
    await without('statefulset/mysql', async () => {
      await eventually(async () => ((await askInside('/ready')).status === 503 ? true : undefined), 30_000);
      assert.equal((await askInside('/live')).status, 200);
      const refused = await askInside(`/api/v1${memories}/${stored.body.memory.id}`);
      assert.equal(refused.status, 503);
      assert.equal(JSON.parse(refused.text).error.code, 'STORE_UNAVAILABLE');
      await whileMysqlIsAway();
    });
    await healthy();
    await eventually(async () => {
      const again = await api(`${memories}/${stored.body.memory.id}`).catch(() => undefined);
      return again?.body.content === 'written before MySQL went away' ? true : undefined;
    }, 30_000);
    assert.deepEqual(await apiRestarts(), before, 'without a restart');
  });

  test('MySQL is killed under load: every acknowledged memory is there', async () => {
    const acknowledged: string[] = [];
    let writing = true;
    let refused = 0;
    const writer = async (name: number) => {
      for (let i = 0; writing; i++) {
        const answer = await store(`written by ${name} as number ${i} while MySQL was killed`).catch(
          () => undefined,
        );
        if (answer?.status === 201) acknowledged.push(answer.body.memory.id);
        else {
          refused += 1;
          await delay(PACE_MS);
        }
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, name) => writer(name));
    try {
      await eventually(async () => (acknowledged.length > 50 ? true : undefined), 30_000);
      const killed = (await podIds()).mysql;
      await kubectl(['delete', 'pod', 'mysql-0', '--grace-period=1']);
      await eventually(async () => {
        const now = (await podIds()).mysql;
        return now && now !== killed ? true : undefined;
      }, BACK_MS);
      await kubectl(['wait', 'pod', 'mysql-0', '--for=condition=Ready', '--timeout=120s']);
      const before = acknowledged.length;
      await eventually(async () => (acknowledged.length > before + 20 ? true : undefined), BACK_MS);
    } finally {
      writing = false;
    }
    await Promise.all(writers);
    assert.ok(refused > 0, 'writers noticed');
    for (const id of acknowledged) {
      // Some connections learn of the kill only now; a memory that is lost is 404.
      const status = await eventually(async () => {
        const answer = await api(`${memories}/${id}`).catch(() => ({ status: 503 }));
        return answer.status === 503 ? undefined : answer.status;
      }, BACK_MS);
      assert.equal(status, 200, id);
    }
  });
}
