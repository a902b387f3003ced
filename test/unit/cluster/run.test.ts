import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../cluster/run.ts';

test('a failed program is named with its exit code and its last words', async () => {
  await assert.rejects(
    run('sh', ['-c', 'echo first; echo last >&2; exit 3']),
    /sh -c .* exited with 3:\nfirst\n\nlast$/,
  );
});

test('an allowed exit code is no failure, a missing program is', async () => {
  assert.equal((await run('sh', ['-c', 'exit 3'], { allow: [3] })).code, 3);
  await assert.rejects(run('no-such-program', []), /no-such-program cannot be started/);
});

test('a program that takes too long is ended', async () => {
  await assert.rejects(run('sleep', ['60'], { timeout: 50 }), /was ended by SIGKILL/);
});
