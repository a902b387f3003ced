import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearStalePidFile } from '../../cluster/node/pid-file.ts';

test('a pid file stays only while its process is that program', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-pid-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'daemon.pid');
  const myself = readFileSync('/proc/self/comm', 'utf8').trim();
  for (const [content, program, stays] of [
    [`${process.pid}\n`, myself, true],
    [`${process.pid}`, 'dockerd', false],
    // No process has an id beyond the kernel's largest.
    ['4194305', 'dockerd', false],
    ['', 'dockerd', false],
  ] as const) {
    await writeFile(file, content);
    await clearStalePidFile(file, program);
    assert.equal(existsSync(file), stays, `${content} for ${program}`);
  }
  await clearStalePidFile(join(folder, 'never-there'), 'dockerd');
});
