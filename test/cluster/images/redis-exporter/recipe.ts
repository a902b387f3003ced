import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../builder/types.ts';

export const redisExporter: Recipe = {
  name: 'redis-exporter',
  repository: 'oliver006/redis_exporter',
  tag: 'v1.86.0',
  version: { package: 'prometheus-redis-exporter', tag: (upstream) => `v${upstream}` },
  packages: ['prometheus-redis-exporter', 'busybox-static'],
  user: { name: 'nobody', uid: 65534 },
  finish: ({ root }) => symlink('usr/bin/prometheus-redis-exporter', join(root, 'redis_exporter')),
  config: {
    Entrypoint: ['/redis_exporter'],
    Env: ['PATH=/usr/local/bin:/usr/bin'],
    User: '65534:65534',
    ExposedPorts: { '9121/tcp': {} },
  },
  expected: 8,
};
