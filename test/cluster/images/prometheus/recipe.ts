import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../builder/types.ts';

export const prometheus: Recipe = {
  name: 'prometheus',
  repository: 'prom/prometheus',
  tag: 'v3.5.3',
  version: { package: 'prometheus', tag: (upstream) => `v${upstream}` },
  packages: ['prometheus', 'promtool', 'busybox-static'],
  absent: ['libsystemd0', 'libaudit1', 'libselinux1', 'libsemanage2', 'libbsd0', 'libcrypt1'],
  user: { name: 'nobody', uid: 65534 },
  folders: ['/prometheus'],
  certificates: true,
  files: [{ path: '/etc/prometheus/prometheus.yml', source: 'prometheus.yml' }],
  finish: async ({ root }) => void (await mkdir(join(root, 'etc/prometheus/rules'), { recursive: true })),
  config: {
    Entrypoint: ['/bin/prometheus'],
    Cmd: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    Env: ['PATH=/usr/local/bin:/usr/bin'],
    User: '65534:65534',
    WorkingDir: '/prometheus',
    ExposedPorts: { '9090/tcp': {} },
    Volumes: { '/prometheus': {} },
  },
  expected: 10,
};
