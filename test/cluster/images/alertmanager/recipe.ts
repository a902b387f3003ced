import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../builder/types.ts';

export const alertmanager: Recipe = {
  name: 'alertmanager',
  repository: 'prom/alertmanager',
  tag: 'v0.33.1',
  version: { package: 'prometheus-alertmanager', tag: (upstream) => `v${upstream}` },
  packages: ['prometheus-alertmanager', 'busybox-static'],
  absent: ['libsystemd0', 'libaudit1', 'libselinux1', 'libsemanage2', 'libbsd0', 'libcrypt1'],
  user: { name: 'nobody', uid: 65534 },
  folders: ['/alertmanager'],
  certificates: true,
  files: [{ path: '/etc/alertmanager/alertmanager.yml', source: 'alertmanager.yml' }],
  finish: ({ root }) => symlink('prometheus-alertmanager', join(root, 'usr/bin/alertmanager')),
  config: {
    Entrypoint: ['/bin/alertmanager'],
    Cmd: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
    Env: ['PATH=/usr/local/bin:/usr/bin'],
    User: '65534:65534',
    WorkingDir: '/alertmanager',
    ExposedPorts: { '9093/tcp': {} },
    Volumes: { '/alertmanager': {} },
  },
  expected: 10,
};
