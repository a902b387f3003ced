import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staying } from '../../../deploy/staying.ts';

const urn = (type: string, name: string) => `urn:pulumi:production::mcp-system::mcp:infra:X$${type}::${name}`;

test('what a down leaves is listed by what it is, with the way back and the way out', () => {
  const lines = staying(
    [
      urn('kubernetes:core/v1:Namespace', 'namespace'),
      urn('kubernetes:core/v1:PersistentVolumeClaim', 'mysql-data'),
      urn('kubernetes:core/v1:PersistentVolumeClaim', 'milvus-data'),
      urn('kubernetes:apps/v1:StatefulSet', 'mysql'),
      urn('random:index/randomPassword:RandomPassword', 'mysql-password'),
      urn('random:index/randomString:RandomString', 'api-key-1-id'),
      urn('kubernetes:core/v1:Secret', 'mcp-mysql'),
    ],
    'production',
    'mcp-production',
  );
  assert.deepEqual(lines, [
    '  what is protected stays in namespace mcp-production:',
    '    volumes: milvus-data, mysql-data',
    '    stores, without pods: mysql',
    '    generated credentials: 2',
    '    Secret: mcp-mysql',
    '  `./deploy.sh up production` starts from it; `./deploy.sh down production --delete-data production` deletes it for good',
  ]);
});
