import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../builder/types.ts';

export const redis: Recipe = {
  name: 'redis',
  repository: 'library/redis',
  tag: '8.0.6',
  version: { package: 'redis-tools', tag: (upstream) => upstream },
  packages: ['redis-tools', 'busybox-static'],
  user: { name: 'redis', uid: 999 },
  folders: ['/data'],
  remove: ['usr/bin/redis-benchmark'],
  files: [{ path: '/usr/local/bin/docker-entrypoint.sh', source: 'entrypoint.sh', mode: 0o755 }],
  // The server is the same program as the dump checker and looks at the name it is called by.
  finish: ({ root }) => symlink('redis-check-rdb', join(root, 'usr/bin/redis-server')),
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    Env: ['PATH=/usr/local/bin:/usr/bin'],
    User: '999:999',
    WorkingDir: '/data',
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
  },
  expected: 8,
};
