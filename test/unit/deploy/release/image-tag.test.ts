import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { refuseUntested, releasedImage, writeImage } from '../../../../deploy/release/image-tag.ts';
import { loadSettings } from '../../../../stacks/load.ts';

const digest = `sha256:${'b'.repeat(64)}`;

test('a stack that builds its image gets the tag, another one the digest too', async () => {
  assert.deepEqual(await releasedImage(loadSettings('development'), 'v3.1.0'), { tag: 'v3.1.0' });
  const staging = loadSettings('staging');
  assert.deepEqual(await releasedImage(staging, `v3.1.0@${digest}`), { tag: 'v3.1.0', digest });
});

test('what is no release tag is refused', async () => {
  for (const wanted of ['latest', '', 'v3 1', `${digest}`, 'v3@sha256:1'])
    await assert.rejects(releasedImage(loadSettings('development'), wanted), /allowed is a release tag/);
});

test('production takes only what staging runs', () => {
  const image = { tag: 'v3.1.0', digest };
  refuseUntested(image, 'production', digest);
  refuseUntested(image, 'staging', undefined);
  assert.throws(() => refuseUntested(image, 'production', `sha256:${'c'.repeat(64)}`), {
    message:
      /v3\.1\.0 is sha256:b+, which staging does not run \(sha256:c+\): .*staging --image-tag v3\.1\.0/,
  });
  assert.throws(() => refuseUntested(image, 'production', ''), /its configuration names no digest/);
});

test('an image is named in a configuration whose comments and other settings stay', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-tag-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'Pulumi.staging.yaml');
  const before = '# Ours.\nconfig:\n  mcp-system:settings:\n    api: { replicas: 4 } # more at noon\n';
  await writeFile(file, before);
  assert.equal(await writeImage(file, { tag: '3.10', digest }), before);
  const after = await readFile(file, 'utf8');
  assert.match(after, /^# Ours\.\n/);
  assert.match(after, /# more at noon/);
  const named = (image: object) => ({ config: { 'mcp-system:settings': { api: image } } });
  assert.deepEqual(load(after), named({ replicas: 4, image: { tag: '3.10', digest } }));

  await writeFile(file, '# Nothing yet.\nconfig: {}\n');
  await writeImage(file, { tag: 'v3.1.0' });
  assert.deepEqual(load(await readFile(file, 'utf8')), named({ image: { tag: 'v3.1.0' } }));
});
