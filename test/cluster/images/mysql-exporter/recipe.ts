import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../builder/types.ts';

export const mysqlExporter: Recipe = {
  name: 'mysql-exporter',
  repository: 'prom/mysqld-exporter',
  tag: 'v0.19.0',
  version: { package: 'prometheus-mysqld-exporter', tag: (upstream) => `v${upstream}` },
  packages: ['prometheus-mysqld-exporter', 'busybox-static'],
  user: { name: 'nobody', uid: 65534 },
  finish: ({ root }) => symlink('prometheus-mysqld-exporter', join(root, 'usr/bin/mysqld_exporter')),
  config: {
    Entrypoint: ['/bin/mysqld_exporter'],
    Env: ['PATH=/usr/local/bin:/usr/bin'],
    User: '65534:65534',
    ExposedPorts: { '9104/tcp': {} },
  },
  expected: 8,
};
