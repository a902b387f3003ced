import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BuildContext, Recipe } from '../builder/types.ts';
import { unpackWheels } from '../builder/wheels.ts';
import { renderConfig } from './config.ts';

const WHEEL = 'milvus==2.3.5 --hash=sha256:69515a0630ce29fd10e101fa442afea8ca1387b93a456cd9bd41fdf3deb93d04';
/** Belongs to the C library and must be of the same release as it. */
const FROM_DEBIAN = ['libresolv.so.2'];

export const milvus: Recipe = {
  name: 'milvus',
  repository: 'milvusdb/milvus',
  tag: 'v2.3.5',
  packages: ['libc6', 'tini', 'busybox-static'],
  user: { name: 'milvus', uid: 1000 },
  folders: ['/var/lib/milvus'],
  files: [
    { path: '/milvus/configs/embedEtcd.yaml', source: 'embedEtcd.yaml' },
    { path: '/milvus/configs/glog.conf', source: 'glog.conf' },
  ],
  finish,
  config: {
    Entrypoint: ['tini', '--'],
    Cmd: ['milvus', 'run', 'standalone'],
    Env: ['PATH=/milvus/bin:/usr/bin', 'LD_LIBRARY_PATH=/milvus/lib', 'DEPLOY_MODE=STANDALONE'],
    User: '1000:1000',
    WorkingDir: '/milvus',
    ExposedPorts: { '19530/tcp': {}, '9091/tcp': {} },
    Volumes: { '/var/lib/milvus': {} },
  },
  expected: 20,
};

async function finish({ root, work }: BuildContext): Promise<void> {
  const wheel = join(work, 'unpacked');
  await unpackWheels([WHEEL], work, wheel);
  const data = join(wheel, 'milvus/data');
  await mkdir(join(root, 'milvus/bin'), { recursive: true });
  await mkdir(join(root, 'milvus/lib'), { recursive: true });
  for (const packed of await readdir(join(data, 'bin'))) {
    const name = basename(packed, '.lzma');
    if (FROM_DEBIAN.includes(name)) continue;
    await decompress(
      join(data, 'bin', packed),
      join(root, 'milvus', name === 'milvus' ? 'bin' : 'lib', name),
    );
  }
  const template = await readFile(join(data, 'config.yaml.template'), 'utf8');
  await writeFile(join(root, 'milvus/configs/milvus.yaml'), renderConfig(template));
}

async function decompress(from: string, to: string): Promise<void> {
  const xz = spawn('xz', ['--decompress', '--stdout', from], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => xz.on('error', reject).on('close', resolve));
  await pipeline(xz.stdout, createWriteStream(to));
  if ((await ended) !== 0) throw new Error(`${basename(from)} is damaged`);
  await chmod(to, 0o755);
}
