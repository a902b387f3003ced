import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { guardStores } from '../../../deploy/preview/guard-stores.ts';
import { readPlan } from '../../../deploy/preview/read-plan.ts';
import { Pulumi } from '../../../deploy/pulumi.ts';
import { type Answer, fakeProgram } from './fake-program.ts';

const DEAD_PLUGIN = 'error reading from server: EOF';

const lines = (...events: object[]) => events.map((event) => JSON.stringify(event)).join('\n');
const problem = (message: string) => ({ diagnosticEvent: { severity: 'error', message } });
const advice = {
  policyEvent: { policyName: 'p', enforcementLevel: 'advisory', message: 'better not', resourceUrn: '' },
};

/** Pulumi on a stack with protected stores and one resource. */
async function pulumiThat(t: TestContext, answers: Record<string, Answer>): Promise<Pulumi> {
  const state = JSON.stringify({ deployment: { resources: [{ urn: 'urn:pulumi:s::p::t::n' }] } });
  await fakeProgram(t, 'pulumi', {
    'stack export': { stdout: state },
    'stack history': { stdout: '[]' },
    ...answers,
  });
  const overrides = { api: { image: { digest: `sha256:${'1'.repeat(64)}` } } };
  return Pulumi.open({ stack: 'staging', folder: '.', overrides, kind: 'named', context: '', env: {} });
}

for (const code of [0, 255])
  test(`stores are not looked after by a plan that ends with an error and code ${code}`, async (t) => {
    const stdout = lines(problem(DEAD_PLUGIN), problem('preview failed'));
    const pulumi = await pulumiThat(t, { preview: { stdout, code } });
    await assert.rejects(guardStores(pulumi, { allowed: [] }), /cannot be planned.*\n.*server: EOF/);
    assert.deepEqual((await readPlan(pulumi)).errors, [DEAD_PLUGIN], 'a preview shows it');
  });

test('a plan without errors looks after the stores', async (t) => {
  const pulumi = await pulumiThat(t, { preview: { stdout: lines(advice) } });
  await guardStores(pulumi, { allowed: [] });
});

test('no advice of a policy explains why Pulumi failed', async (t) => {
  const stdout = lines(advice, problem('preview failed'));
  const pulumi = await pulumiThat(t, { preview: { stdout, stderr: 'out of memory', code: 255 } });
  await assert.rejects(readPlan(pulumi), /pulumi preview failed:\nout of memory/);
});

test('a plan whose run was killed is none', async (t) => {
  const pulumi = await pulumiThat(t, { preview: { stdout: lines(advice), signal: 'SIGKILL' } });
  await assert.rejects(readPlan(pulumi), /was ended by SIGKILL/);
});

const failed = 'Diagnostics:\n  random:index:RandomPassword (x):\n    error: it is gone\n';
const ends: Record<string, [Answer, RegExp]> = {
  'with an error': [{ stdout: failed, code: 255 }, /pulumi up failed:\nDiagnostics:.*error: it is gone/s],
  'by a signal': [{ stdout: 'Updating', signal: 'SIGKILL' }, /pulumi up was ended by SIGKILL:\nUpdating/],
};

for (const [how, [answer, message]] of Object.entries(ends))
  test(`a run that ends ${how} is a failure`, async (t) => {
    const pulumi = await pulumiThat(t, { up: answer });
    await assert.rejects(pulumi.stream(['up'], { quiet: true }), message);
  });
