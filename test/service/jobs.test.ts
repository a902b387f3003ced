import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from 'mysql2/promise';
import type { JobEvent } from '../../service/src/events/event.ts';
import type { Job } from '../../service/src/jobs/job.ts';
import { createJobRunner, type JobService } from '../../service/src/jobs/runner.ts';
import { takeSlot } from '../../service/src/jobs/slot.ts';
import { eventually, log } from './support/core.ts';
import { call } from './support/http.ts';
import { createKey } from './support/keys.ts';
import { lastInFirstOut, type Scope } from './support/scope.ts';
import { startService } from './support/service.ts';
import { freshPool } from './support/stores.ts';

const work = (name: string, run: Job['run'] = async () => null, project: string | null = null): Job => ({
  name,
  project,
  run,
});

/** A promise that the test settles. */
function gate() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise, open: resolve, fail: reject };
}

function runner(scope: Scope, mysql: Pool, publish: (event: JobEvent) => void = () => undefined): JobService {
  const jobs = createJobRunner({ mysql, log, publish });
  scope.after(() => jobs.close());
  return jobs;
}

async function pool(t: Scope) {
  const scope = lastInFirstOut(t);
  return { scope, mysql: await freshPool(scope) };
}

test('a job says how far it is, what came of it, and tells the listeners', async (t) => {
  const { scope, mysql } = await pool(t);
  const events: JobEvent[] = [];
  const jobs = runner(scope, mysql, (event) => events.push(event));
  const { promise, open } = gate();
  const started = await jobs.start(
    work(
      'count',
      async (progress) => {
        progress(3, 10);
        await promise;
        progress(10, 10);
        return { counted: 10 };
      },
      'p',
    ),
  );
  assert.equal(started.state, 'running');
  assert.equal(started.project, 'p');
  const halfway = await eventually('some progress', async () => {
    const job = await jobs.get(started.id);
    return job?.done ? job : null;
  });
  assert.deepEqual([halfway.done, halfway.total, halfway.state], [3, 10, 'running']);
  open();
  const ended = await eventually('the end', async () => {
    const job = await jobs.get(started.id);
    return job?.state === 'finished' ? job : null;
  });
  assert.deepEqual([ended.done, ended.result, ended.error], [10, { counted: 10 }, null]);
  // Told once it is written down, which may be a moment after it was read here.
  await eventually('the last event', async () => events.at(-1)?.type === 'job.finished');
  assert.deepEqual(
    // The end takes a moment to be written down, in which progress may be told once more.
    events
      .filter(({ type, done }) => type !== 'job.progress' || done < 10)
      .map(({ type, done }) => [type, done]),
    [
      ['job.started', 0],
      ['job.progress', 3],
      ['job.finished', 10],
    ],
  );
  assert.deepEqual(await jobs.list({ name: 'count', project: 'p' }), [ended]);
  assert.deepEqual(await jobs.list({ state: 'running' }), []);
});

test('of fifty that start the same job in three processes one runs; other projects are not in its way', async (t) => {
  const { scope, mysql } = await pool(t);
  const replicas = [1, 2, 3].map(() => runner(scope, mysql));
  const { promise, open } = gate();
  let runs = 0;
  const job = work('alone', async () => {
    runs += 1;
    await promise;
  });
  const tries = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => replicas[i % 3]?.start(job)));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const attempt of tries) {
    if (attempt.status === 'rejected') assert.equal(attempt.reason.code, 'JOB_RUNNING', attempt.reason);
  }
  await replicas[0]?.run({ ...job, project: 'other', run: async () => null });
  assert.equal(runs, 1);
  open();
  await eventually('the end', async () => (await replicas[0]?.list({ state: 'running' }))?.length === 0);
  await replicas[1]?.run(job);
  assert.equal(runs, 2);
});

test('a job that throws is recorded as failed, and can be started again', async (t) => {
  const { scope, mysql } = await pool(t);
  const jobs = runner(scope, mysql);
  const failing = work('failing', async () => {
    throw new Error('no luck');
  });
  await assert.rejects(jobs.run(failing), /no luck/);
  const [record] = await jobs.list({});
  assert.deepEqual([record?.state, record?.error, record?.result], ['failed', 'no luck', null]);
  assert.ok(record?.finishedAt);
  await assert.rejects(jobs.run(failing), /no luck/);
});

test('the job of a process that died can be started once its lease has ended, and looks dead before', async (t) => {
  const { scope, mysql } = await pool(t);
  const jobs = runner(scope, mysql);
  const job = work('orphaned');
  const taken = await takeSlot(mysql, job, null);
  assert.ok(taken.taken);
  await assert.rejects(jobs.run(job), { code: 'JOB_RUNNING' });
  assert.equal((await jobs.get(taken.id))?.state, 'running');
  await mysql.query('UPDATE job_slots SET lease_until = CURRENT_TIMESTAMP(3) - INTERVAL 1 SECOND');
  const dead = await jobs.get(taken.id);
  assert.deepEqual([dead?.state, dead?.error], ['failed', 'the process that ran it ended']);
  await jobs.run(job);
  assert.equal((await jobs.get(taken.id))?.state, 'failed');
  assert.equal((await jobs.list({ state: 'finished' })).length, 1);
});

test('a scheduled job runs in one of three processes at a time, and not too soon', async (t) => {
  const { scope, mysql } = await pool(t);
  const begun: number[] = [];
  let atOnce = 0;
  for (let i = 0; i < 3; i++) {
    const jobs = runner(scope, mysql);
    jobs.every(
      0.4,
      work('tick', async () => {
        assert.equal(atOnce++, 0);
        begun.push(performance.now());
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
      }),
    );
    jobs.open();
  }
  await eventually('four runs', async () => begun.length >= 4);
  const gaps = begun.slice(1).map((at, i) => at - (begun[i] ?? 0));
  assert.ok(Math.min(...gaps) > 300, String(gaps));
});

test('a process that stops asks its jobs to end, and another takes the scheduled one over at once', async (t) => {
  const { scope, mysql } = await pool(t);
  const first = runner(scope, mysql);
  const second = runner(scope, mysql);
  const hourly = (onRun: () => void) =>
    work('hourly', async (_progress, signal) => {
      onRun();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
  let took = 0;
  first.every(
    3600,
    hourly(() => took++),
  );
  first.open();
  await eventually('the first run', async () => took === 1);
  await first.close();
  const [stopped] = await first.list({});
  assert.deepEqual([stopped?.state, stopped?.error], ['failed', 'the process is stopping']);
  await assert.rejects(first.start(work('late')), { code: 'SHUTTING_DOWN' });
  second.every(
    3600,
    hourly(() => took++),
  );
  second.open();
  await eventually('the second run', async () => took === 2);
});

test('over HTTP: only for administrators, and a bound key sees its own project', async (t) => {
  const service = await startService(t);
  const { jobs } = service.app;
  await jobs.run(work('one', async () => 1, 'p1'));
  await jobs.run(work('two', async () => 2, 'p2'));
  const url = `${service.url}/api/v1/admin/jobs`;
  const all = await createKey(service);
  const bound = await createKey(service, { project: 'p1' });
  const reader = await createKey(service, { scopes: ['read', 'write'] });
  assert.equal((await call(url, { key: reader })).status, 403);
  const listed = await call(`${url}?limit=1&project=p2`, { key: all });
  assert.equal(listed.status, 200);
  const [newest] = listed.body.jobs;
  const older = (await call(`${url}?before=${newest.id}&project=p1`, { key: all })).body.jobs;
  assert.deepEqual([newest.name, older[0].name, older[0].result], ['two', 'one', 1]);
  assert.equal((await call(`${url}/${newest.id}`, { key: all })).body.name, 'two');
  assert.equal((await call(`${url}/${newest.id}`, { key: bound })).status, 404);
  assert.deepEqual(
    (await call(`${url}?project=p2`, { key: bound })).body.jobs.map(({ name }: { name: string }) => name),
    ['one'],
  );
  const metrics = await (await fetch(`${service.metricsUrl}/metrics`)).text();
  assert.match(metrics, /mcp_job_duration_seconds_count\{job="two",ok="true"\} 1/);
});
