import { chmod, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../run.ts';
import type { Recipe } from '../builder/types.ts';

const VERSION = '24.21.0';
const MACHINE = process.arch === 'x64' ? 'x64' : 'arm64';

export const node: Recipe = {
  name: 'node',
  repository: 'library/node',
  tag: VERSION,
  packages: ['libstdc++6', 'busybox-static'],
  user: { name: 'node', uid: 1000 },
  folders: ['/home/node'],
  certificates: true,
  files: [{ path: '/usr/local/bin/docker-entrypoint.sh', source: 'entrypoint.sh', mode: 0o755 }],
  async finish({ root, work }) {
    await run('npm', ['pack', '--silent', '--pack-destination', work, `node-linux-${MACHINE}@${VERSION}`]);
    await run('tar', ['-xf', join(work, `node-linux-${MACHINE}-${VERSION}.tgz`), '-C', work]);
    await mkdir(join(root, 'usr/local/bin'), { recursive: true });
    await cp(join(work, 'package/bin/node'), join(root, 'usr/local/bin/node'));
    await chmod(join(root, 'usr/local/bin/node'), 0o755);
    await mkdir(join(root, 'usr/share/doc/nodejs'), { recursive: true });
    await cp(join(work, 'package/LICENSE'), join(root, 'usr/share/doc/nodejs/copyright'));
  },
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['node'],
    Env: ['PATH=/usr/local/bin:/usr/bin', `NODE_VERSION=${VERSION}`],
    // As in the official image: images built on this one choose their own user.
    User: '',
  },
  expected: 15,
};
