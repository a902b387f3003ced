import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { contentKey } from '../../cluster/images/builder/hash.ts';

suite('content key of a recipe', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recipe-'));
    await writeFile(join(folder, 'recipe.ts'), 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is the same for the same content', async () => {
    assert.equal(await contentKey([folder]), await contentKey([folder]));
    assert.match(await contentKey([folder]), /^[0-9a-f]{16}$/);
  });

  test('changes with content, with a name, with a file more', async () => {
    const keys = [await contentKey([folder])];
    await writeFile(join(folder, 'recipe.ts'), 'two');
    keys.push(await contentKey([folder]));
    await rename(join(folder, 'recipe.ts'), join(folder, 'other.ts'));
    keys.push(await contentKey([folder]));
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'file'), '');
    keys.push(await contentKey([folder]));
    assert.equal(new Set(keys).size, keys.length);
  });

  test('cannot be fooled by content that looks like another file', async () => {
    await writeFile(join(folder, 'a'), 'x');
    await writeFile(join(folder, 'b'), 'y');
    const two = await contentKey([folder]);
    await rm(join(folder, 'b'));
    await writeFile(join(folder, 'a'), 'x\0b\x001\0y');
    assert.notEqual(await contentKey([folder]), two);
  });

  test('ignores what running a recipe leaves behind', async () => {
    const before = await contentKey([folder]);
    await mkdir(join(folder, '__pycache__'));
    await writeFile(join(folder, '__pycache__', 'api.pyc'), 'x');
    await writeFile(join(folder, '.swp'), 'x');
    assert.equal(await contentKey([folder]), before);
  });
});
