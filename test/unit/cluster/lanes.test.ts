import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanes } from '../../cluster/progress.ts';

test('no more tasks than lanes run at a time, all of them run, in their order', async () => {
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (n: number) => async () => {
    started.push(n);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  await inLanes(2, [1, 2, 3, 4, 5].map(task));
  assert.deepEqual(started, [1, 2, 3, 4, 5]);
  assert.equal(most, 2);
});

test('after a failure nothing more is started, and the failure is thrown', async () => {
  const started: number[] = [];
  const fine = (n: number) => async () => void started.push(n);
  const broken = () => Promise.reject(new Error('no space left'));
  await assert.rejects(inLanes(1, [fine(1), broken, fine(3)]), /no space left/);
  assert.deepEqual(started, [1]);
});
