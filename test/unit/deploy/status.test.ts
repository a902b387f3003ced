import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kubectl } from '../../../deploy/kubectl.ts';
import { waitUntilHealthy } from '../../../deploy/status.ts';

const ok = (stdout: string) => ({ stdout, stderr: '', code: 0 });
const health = (status: string) => JSON.stringify({ status, checks: {}, timestamp: '' });

/** A cluster with one pod that waits, whose service gives one answer after another, and the last for ever. */
function kubectlThat(...answers: string[]): Kubectl {
  const pod = {
    metadata: { name: 'mysql-0' },
    status: {
      phase: 'Pending',
      containerStatuses: [{ restartCount: 0, state: { waiting: { reason: 'No' } } }],
    },
  };
  return {
    json: async () => ({ items: [pod] }),
    run: async ([command]: string[]) => {
      if (command === 'logs') throw new Error('no such container');
      return ok((answers.length > 1 ? answers.shift() : answers[0]) as string);
    },
  } as unknown as Kubectl;
}

test('a service that becomes healthy is waited for, one that does not is a failure that names what is not well', async (t) => {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval'] });
  const hurry = async (work: Promise<unknown>) => {
    let over = false;
    const end = () => {
      over = true;
    };
    work.then(end, end);
    while (!over) {
      await new Promise(setImmediate);
      t.mock.timers.tick(1000);
    }
    return work;
  };
  const answer = await hurry(waitUntilHealthy(kubectlThat(health('unhealthy'), health('healthy')), 'no'));
  assert.equal((answer as { status: string }).status, 'healthy');
  await assert.rejects(
    hurry(waitUntilHealthy(kubectlThat(health('unhealthy')), 'it is not healthy')),
    /^Failure: it is not healthy\.\nPods that are not well:\n {2}mysql-0: No: {1,2}\(restarts: 0\)$/,
  );
});
