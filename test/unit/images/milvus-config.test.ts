import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { load } from 'js-yaml';
import { renderConfig } from '../../cluster/images/milvus/config.ts';

suite('milvus.yaml', () => {
  test('places take the value, else the default of the template', () => {
    const template = [
      'etcd:',
      '  endpoints: localhost:{{ etcd_port(int): 2379 }}',
      '  data:',
      '    dir: {{ etcd_data_dir }}',
      'log:',
      '  file:',
      '    rootPath: {{ system_log_path }} # comment',
      'security:',
      '  authorizationEnabled: {{ authorization_enabled(bool): false }}',
    ].join('\n');
    assert.deepEqual(load(renderConfig(template)), {
      etcd: { endpoints: 'localhost:2379', data: { dir: '/var/lib/milvus/etcd' } },
      log: { file: { rootPath: '' } },
      security: { authorizationEnabled: false },
    });
  });

  test('a place without value and default is an error that names it', () => {
    assert.throws(() => renderConfig('a: {{ unknown_place }}'), /unknown_place/);
  });

  test('the embedded etcd elects within the time that the first requests wait', async () => {
    const file = new URL('../../cluster/images/milvus/embedEtcd.yaml', import.meta.url);
    const etcd = load(await readFile(file, 'utf8')) as Record<string, number>;
    assert.ok((etcd['election-timeout'] ?? 1000) <= 100);
    assert.ok((etcd['election-timeout'] ?? 0) >= 5 * (etcd['heartbeat-interval'] ?? 100));
  });
});
