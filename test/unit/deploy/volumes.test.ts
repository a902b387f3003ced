import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepingSizes, refuseShrinking, volumesIn } from '../../../deploy/volumes.ts';
import { loadSettings } from '../../../stacks/load.ts';

const claim = (name: string, storage: string) => ({
  urn: `urn:pulumi:development::mcp-system::mcp:infra:Store$kubernetes:core/v1:PersistentVolumeClaim::${name}`,
  type: 'kubernetes:core/v1:PersistentVolumeClaim',
  inputs: { spec: { resources: { requests: { storage } } } },
});
const state = (...resources: object[]) => JSON.stringify({ deployment: { resources } });
const settings = loadSettings('development');

test('every volume of a stack is known by its claim', () => {
  const names = ['mysql-data', 'redis-state-data', 'milvus-data', 'prometheus-data'];
  const volumes = volumesIn(state(...names.map((name) => claim(name, '1Ti')), claim('another', '1Ti')));
  assert.throws(() => refuseShrinking('development', settings, volumes), {
    message: [
      'stack development has bigger volumes, and none can shrink:',
      '  settings.mysql.volume.size = 2Gi: at least 1Ti, which PersistentVolumeClaim/mysql-data has',
      '  settings.redis.state.volume.size = 1Gi: at least 1Ti, which PersistentVolumeClaim/redis-state-data has',
      '  settings.milvus.volume.size = 2Gi: at least 1Ti, which PersistentVolumeClaim/milvus-data has',
      '  settings.monitoring.volume.size = 1Gi: at least 1Ti, which PersistentVolumeClaim/prometheus-data has',
    ].join('\n'),
  });
});

test('volumes of the same size and smaller ones may be, and so may none', () => {
  for (const text of [state(claim('mysql-data', '2048Mi'), claim('milvus-data', '1Gi')), '{}'])
    refuseShrinking('development', settings, volumesIn(text));
});

test('settings can be had in which volumes stay as big as they are', () => {
  assert.deepEqual(
    keepingSizes({ redis: { timeoutMs: 5 } }, volumesIn(state(claim('redis-state-data', '3Gi')))),
    {
      redis: { timeoutMs: 5, state: { volume: { size: '3Gi' } } },
    },
  );
});
