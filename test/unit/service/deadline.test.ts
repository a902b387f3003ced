import assert from 'node:assert/strict';
import { stat } from 'node:fs';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { DeadlineError, within } from '../../../service/src/deadline.ts';

test('work that takes too long is given up, naming it', async () => {
  const never = new Promise(() => undefined);
  await assert.rejects(within(5, 'a question', never), new DeadlineError('a question', 5));
});

test('an answer that arrived while the process was busy counts', async () => {
  // Timers are looked at next, before what has arrived.
  await setImmediate();
  const answer = new Promise((resolve) => stat('/', () => resolve('there')));
  const result = within(5, 'a question', answer);
  const free = performance.now() + 50;
  while (performance.now() < free);
  assert.equal(await result, 'there');
});

test('a failure of the work itself stays what it is', async () => {
  await assert.rejects(within(1000, 'a question', Promise.reject(new Error('of its own'))), /of its own/);
});
