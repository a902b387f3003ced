import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { FastifyBaseLogger } from 'fastify';
import { loadConfig } from '../../../service/src/config/load.ts';
import { createBase } from '../../../service/src/http/base.ts';

const silent = Object.fromEntries(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => [level, () => undefined]),
);
const log = { ...silent, level: 'info', child: () => log } as unknown as FastifyBaseLogger;

/** Starts a service one of whose steps takes as long as `work`; the step has begun when this returns. */
async function startWith(t: TestContext, work: Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-start-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config.yaml');
  writeFileSync(file, 'database: {url: "mysql://u:p@db/mcp"}\nredis: {url: "redis://r:6379"}\n');
  const app = createBase(loadConfig({ env: {}, file }), log);
  t.after(() => app.close());
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => t.mock.timers.reset());
  const begun = Promise.withResolvers<void>();
  app.addHook('onReady', function slowStep() {
    begun.resolve();
    return work;
  });
  const outcome = app.ready().then(
    () => 'started',
    (error: Error) => error.message,
  );
  await begun.promise;
  return { outcome };
}

test('a step of the start that takes a minute is waited for', async (t) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { outcome } = await startWith(t, promise);
  t.mock.timers.tick(60_000);
  resolve();
  assert.equal(await outcome, 'started');
});

test('a step that hangs is named before the startup probe of a pod gives up', async (t) => {
  const { outcome } = await startWith(t, new Promise(() => undefined));
  t.mock.timers.tick(119_000);
  assert.match(await outcome, /slowStep/);
});
