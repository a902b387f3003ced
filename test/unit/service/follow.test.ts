import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'mysql2/promise';
import { followStored } from '../../../service/src/live/follow.ts';
import type { LiveConfig } from '../../../service/src/live/live-config.ts';

/** Longer than a read may take, and than what is between two polls. */
const SLOW_MS = 2000;

test('a start does not wait for stored settings that a slow MySQL does not give', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  let asked = 0;
  const mysql = {
    query: () => {
      asked++;
      return new Promise(() => undefined);
    },
  } as unknown as Pool;
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => warnings.push(message) };
  const stored = followStored(mysql, {} as LiveConfig, log as never);
  t.after(() => stored.stop());

  let over = false;
  const start = stored.refresh().then(() => {
    over = true;
  });
  // Polls come while it is read.
  for (let round = 0; round < 3 && !over; round++) {
    void stored.refresh();
    t.mock.timers.tick(SLOW_MS);
    await new Promise(setImmediate);
  }
  assert.ok(over, 'it goes on with what it knows');
  await start;
  assert.equal(asked, 1);
  assert.equal(warnings.length, 1);

  t.mock.timers.tick(SLOW_MS);
  assert.equal(asked, 2, 'the next poll asks again');
});
