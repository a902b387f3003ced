import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, which } from '../../cluster/run.ts';

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

test('a program is the first file of its name on PATH that can be run', async (t) => {
  const before = process.env.PATH;
  const folder = await mkdtemp(join(tmpdir(), 'mcp-which-'));
  t.after(() => {
    process.env.PATH = before;
    return rm(folder, { recursive: true });
  });
  const [folders, texts, programs] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(join(folders, 'tool'), { recursive: true });
  for (const [place, mode] of [
    [texts, 0o644],
    [programs, 0o755],
  ] as const) {
    await mkdir(place);
    await writeFile(join(place, 'tool'), '', { mode });
  }
  process.env.PATH = `${folder}/missing::${folders}:${texts}`;
  assert.equal(await which('tool'), undefined);
  process.env.PATH += `:${programs}`;
  assert.equal(await which('tool'), join(programs, 'tool'));
});
