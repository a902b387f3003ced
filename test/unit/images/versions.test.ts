import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { images } from '../../../stacks/profiles/images.ts';
import { imageList } from '../../cluster/images/build.ts';
import { absentStatus } from '../../cluster/images/builder/absent.ts';
import { upstreamVersion } from '../../cluster/images/builder/apt.ts';
import { versionTags } from '../../cluster/images/builder/image.ts';

suite('versions of images', () => {
  for (const [debian, upstream] of [
    ['9.7.4-2', '9.7.4'],
    ['5:8.0.6-3', '8.0.6'],
    ['3.5.3+ds1-6', '3.5.3'],
    ['24.22.2+dfsg+~cs24.19.2-1', '24.22.2'],
    ['20260816+nmu1', '20260816'],
    ['1.0~rc1-1', '1.0'],
  ] as const)
    test(`${debian} is upstream ${upstream}`, () => assert.equal(upstreamVersion(debian), upstream));

  const recipe = {
    name: 'redis',
    tag: '8.0.6',
    version: { package: 'redis-tools', tag: (v: string) => v },
  };
  const served = (upstream: string) => [{ name: 'redis-tools', upstream, file: '' }];

  test('one tag while Debian serves the version that the program deploys', () => {
    assert.deepEqual(versionTags(recipe, served('8.0.6')), ['8.0.6']);
  });

  test('the real version is a second tag once Debian has moved on', () => {
    assert.deepEqual(versionTags(recipe, served('8.2.0')), ['8.0.6', '8.2.0']);
  });

  test('a package that is not there is an error that names it', () => {
    assert.throws(() => versionTags(recipe, []), /redis.*redis-tools/);
  });

  test('repositories are those of the public images, each once', () => {
    const references = imageList().map(({ repository }) => repository);
    assert.equal(new Set(references).size, references.length);
  });

  const { registry: _, embeddings: __, ...deployed } = images;
  for (const [name, reference] of Object.entries(deployed))
    test(`${name} is built under the name and the tag that the program deploys`, () => {
      const built = imageList().map(({ repository, tag }) => `${repository}:${tag}`);
      assert.ok(built.includes(reference), `${reference} is not among ${built.join(', ')}`);
    });
});

test('packages left out look installed in a version that satisfies every dependency', () => {
  const status = absentStatus(['perl']);
  assert.match(status, /Package: perl\nStatus: install ok installed\n/);
  assert.match(status, /^Multi-Arch: allowed$/m);
});
