import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RowDataPacket } from 'mysql2/promise';
import { verifyVectors } from '../../../service/src/reconcile/verify.ts';
import { type Core, count, drained } from './core.ts';
import { addresses } from './stores.ts';

export interface CrashWork {
  work: 'store' | 'update' | 'promote' | 'remove' | 'forget' | 'relay' | 'rebuild';
  project: string;
  id?: string;
  /** Killed right before this step; 0 = never. */
  step: number;
}

/**
 * Does these works in a process of their own, all at once, which is killed when each is at its step.
 *
 * @returns the steps of each when none was killed, else null
 */
export async function crash(core: Core, works: readonly CrashWork[]): Promise<number[] | null> {
  const [rows] = await core.mysql.query<RowDataPacket[]>('SELECT DATABASE() AS name');
  const database = new URL(addresses.mysql());
  database.pathname = `/${rows[0]?.name}`;
  const child = spawn(process.execPath, [`${import.meta.dirname}/crash-child.ts`], {
    env: {
      ...process.env,
      CRASH_DATABASE_URL: database.href,
      CRASH_KEY_PREFIX: core.keyPrefix,
      CRASH_COLLECTIONS: core.collectionPrefix,
      CRASH_WORKS: JSON.stringify(works),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const [code, signal] = await once(child, 'close');
  if (signal === 'SIGKILL') return null;
  assert.equal(code, 0, 'the work failed');
  return JSON.parse(said) as number[];
}

/**
 * Has `make(step)` killed before each of its steps, all in one process.
 *
 * @param make prepares the work for one step: with a project of its own, so that the runs do not touch each other
 */
export async function crashAtEveryStep(
  core: Core,
  make: (step: number) => Promise<CrashWork>,
): Promise<CrashWork[]> {
  const whole = await make(0);
  const [steps = 0] = (await crash(core, [whole])) ?? [];
  assert.ok(steps > 0);
  const works = await Promise.all(Array.from({ length: steps }, (_, i) => make(i + 1)));
  assert.equal(await crash(core, works), null);
  return [whole, ...works];
}

/** Lets the relay finish, then looks for anything that does not belong together. */
export async function assertWhole(core: Core): Promise<void> {
  // What a killed relay held is free when its lease ends; the test does not wait for that.
  await core.mysql.query('UPDATE outbox SET available_at = CURRENT_TIMESTAMP(3), claimed_by = NULL');
  core.relay.start();
  await drained(core.mysql);
  for (const table of ['memory_terms', 'memory_hashes']) {
    const join = `long_term_memories m LEFT JOIN ${table} s ON s.memory_id = m.id`;
    assert.equal(await count(core.mysql, join, 's.memory_id IS NULL'), 0, `a memory without ${table}`);
  }
  for (const table of ['memory_terms', 'memory_hashes', 'memory_history']) {
    const join = `${table} s LEFT JOIN long_term_memories m ON m.id = s.memory_id`;
    assert.equal(await count(core.mysql, join, 'm.id IS NULL'), 0, `${table} of no memory`);
  }
  const hashes = 'long_term_memories m JOIN memory_hashes h ON h.memory_id = m.id';
  assert.equal(await count(core.mysql, hashes, 'h.content_hash <> m.content_hash'), 0);
  const report = await verifyVectors(core, { repair: false }, () => undefined, new AbortController().signal);
  assert.deepEqual(report.examples, []);
}
