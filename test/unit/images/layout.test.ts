import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeLayout } from '../../cluster/images/builder/layout.ts';

const config = { User: '1000:1000', Cmd: ['run'] };

test('a layout has one digest for one content, whatever the times and the order of creation', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'layout-'));
  t.after(() => rm(folder, { recursive: true }));
  const digests: string[] = [];
  for (const names of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const root = join(folder, names.join(''), 'root');
    await mkdir(root, { recursive: true });
    for (const name of names) await writeFile(join(root, name), `content of ${name}`);
    await utimes(join(root, 'a'), digests.length, digests.length);
    const layout = join(folder, names.join(''), 'layout');
    digests.push((await writeLayout(root, layout, config, { version: '1' })).digest);
    await assertBlobsMatchNames(layout);
  }
  assert.equal(digests[0], digests[1]);
  const other = await writeLayout(join(folder, 'ab/root'), join(folder, 'other'), { User: '0' }, {});
  assert.notEqual(other.digest, digests[0]);
});

async function assertBlobsMatchNames(layout: string): Promise<void> {
  const blobs = join(layout, 'blobs', 'sha256');
  for (const name of await readdir(blobs)) {
    const content = await readFile(join(blobs, name));
    assert.equal(createHash('sha256').update(content).digest('hex'), name);
  }
}
