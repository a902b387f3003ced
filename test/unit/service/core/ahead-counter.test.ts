import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAhead } from '../../../../service/src/http/ahead-counter.ts';
import type { Counted } from '../../../../service/src/http/window-counter.ts';

const WINDOW_MS = 60_000;
const LIMIT = 10;

/** A shared counter whose answers the test gives. */
function replicas() {
  const asked: ((counted: Counted) => void)[] = [];
  /** How many requests each question was about. */
  const times: (number | undefined)[] = [];
  const count = countAhead(
    (_key, _windowMs, many) => {
      times.push(many);
      return new Promise((resolve) => asked.push(resolve));
    },
    () => LIMIT,
  );
  const answer = (current: number, ttl = WINDOW_MS) => asked.shift()?.({ current, ttl });
  const request = () => count('key', WINDOW_MS);
  /** undefined: it waits. */
  const atOnce = (counting: Promise<Counted>) =>
    Promise.race([
      counting.then(({ current }) => current),
      new Promise<undefined>((resolve) => setImmediate(resolve, undefined)),
    ]);
  return { answer, request, atOnce, times };
}

test('a key that is unknown waits, one far from its limit does not, and all are counted', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { answer, request, atOnce, times } = replicas();
  const first = request();
  assert.equal(await atOnce(first), undefined);
  answer(1);
  assert.equal((await first).current, 1);
  assert.equal(await atOnce(request()), 2);
  assert.equal(await atOnce(request()), 3);
  assert.deepEqual(times, [1]);
  t.mock.timers.tick(50);
  assert.deepEqual(times, [1, 2]);
  answer(3);
  assert.equal(await atOnce(request()), 4);
});

test('from half of the limit on every request waits, also where the others came that far', async () => {
  const { answer, request, atOnce, times } = replicas();
  const first = request();
  answer(4);
  await first;
  assert.equal(await atOnce(request()), 5);
  const sixth = request();
  assert.equal(await atOnce(sixth), undefined);
  // With it goes what was not counted yet, here the fifth.
  assert.deepEqual(times, [1, 2]);
  answer(11);
  assert.equal((await sixth).current, 11);
  assert.equal(await atOnce(request()), undefined);
  assert.deepEqual(times, [1, 2, 1]);
});

test('a window that is over is not believed', async () => {
  const { answer, request, atOnce } = replicas();
  const first = request();
  answer(1, 0);
  await first;
  assert.equal(await atOnce(request()), undefined);
});
