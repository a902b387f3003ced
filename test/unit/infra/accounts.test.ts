import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { AccountsSchema } from '../../../service/src/accounts/schema.ts';
import { all, declared, find, type Recorded } from './mocks.ts';

const { resources } = await declared('development', {
  monitoring: { exporters: true },
  mysql: { tls: true },
});

const secret = (name: string, from: Recorded[] = resources) => find(from, 'Secret', name).inputs.stringData;
const job = find(resources, 'Job', 'mcp-migrate').inputs.spec.template.spec;

test('the list of accounts is one that the service reads, with every user of the stores', () => {
  const accounts = JSON.parse(secret('mcp-accounts')['accounts.json']);
  assert.deepEqual([...Value.Errors(AccountsSchema, accounts)], []);
  assert.equal(accounts.mysql.ca, '/etc/mcp/mysql-ca.crt');
  assert.deepEqual(
    accounts.mysql.users.map(({ name, role }: { name: string; role: string }) => [name, role]),
    [
      ['mcp', 'service'],
      ['mcp_migration', 'migration'],
      ['mcp_backup', 'backup'],
      ['mcp_exporter', 'exporter'],
    ],
  );
  assert.deepEqual(accounts.mysql.administrator, {
    name: 'root',
    passwords: ['password/of:mysql-root-password@', 'password/of:mysql-root-password-alternate@'],
  });
  assert.deepEqual(
    accounts.redis.map(({ host }: { host: string }) => host),
    ['redis-state', 'redis-cache'],
  );
  assert.deepEqual(accounts.milvus.user, { name: 'mcp', password: 'password/of:milvus-password@' });
  assert.deepEqual(accounts.milvus.retired, ['mcp_alternate']);
});

test('administrators work in a container of their own, before the migration, and nobody else mounts them', () => {
  const [before] = job.initContainers;
  assert.deepEqual(before.command.slice(2, 4), ['accounts', 'apply']);
  const mounts = (container: { volumeMounts: { mountPath: string }[] }) =>
    container.volumeMounts.map(({ mountPath }) => mountPath);
  assert.ok(mounts(before).includes('/etc/mcp-accounts'));
  assert.ok(!mounts(job.containers[0]).includes('/etc/mcp-accounts'));
  assert.equal(before.securityContext.readOnlyRootFilesystem, true);
  const others = ['Deployment', 'StatefulSet'].flatMap((kind) => all(resources, kind));
  for (const { name, inputs } of others)
    assert.doesNotMatch(JSON.stringify(inputs), /mcp-accounts|mcp-migration/, name);
});

test('the migration has the user that may change the schema, the service the one that may not', () => {
  const { sources } = job.volumes.find(({ name }: { name: string }) => name === 'config').projected;
  const files = sources.flatMap(({ secret }: { secret?: { name: string; items: { key: string }[] } }) =>
    (secret?.items ?? []).map(({ key }) => `${secret?.name}/${key}`),
  );
  assert.ok(files.includes('mcp-migration/database-url'));
  assert.ok(!files.includes('mcp-secrets/database-url'));
  assert.ok(files.includes('mcp-secrets/redis-url'));
  assert.match(secret('mcp-migration')['database-url'], /^mysql:\/\/mcp_migration:/);
  assert.match(secret('mcp-secrets')['database-url'], /^mysql:\/\/mcp:/);
});

test('exporters and backups have users of their own', () => {
  assert.match(secret('mcp-mysql-exporter')['my.cnf'], /^user = mcp_exporter$/m);
  assert.deepEqual(Object.values(JSON.parse(secret('mcp-redis-exporter')['passwords.json'])), [
    'password/of:redis-exporter-password@',
    'password/of:redis-exporter-password@',
  ]);
  assert.match(secret('mcp-mysql-backup')['my.cnf'], /^user = mcp_backup$/m);
});

const external = { host: 'db.example.com', port: 3306, tls: true, password: 'of-the-service' };
const databaseUrls = async (migration?: object) => {
  const found = await declared('development', {
    mysql: { mode: 'external', external: { ...external, ...(migration ? { migration } : {}) } },
  });
  const { volumes } = find(found.resources, 'Job', 'mcp-migrate').inputs.spec.template.spec;
  const { sources } = volumes.find(({ name }: { name: string }) => name === 'config').projected;
  return sources
    .filter(({ secret }: { secret?: { items: { path: string }[] } }) =>
      secret?.items.some(({ path }) => path === 'secrets/database-url'),
    )
    .map(({ secret }: { secret: { name: string } }) => secret.name);
};

test('an external MySQL may have a user for the migration; otherwise the one that is given does it', async () => {
  assert.deepEqual(await databaseUrls(), ['mcp-secrets']);
  assert.deepEqual(await databaseUrls({ username: 'schema', password: 'of-the-schema' }), ['mcp-migration']);
  assert.deepEqual(await databaseUrls({ existingSecret: { name: 'theirs', key: 'url' } }), ['theirs']);
});

test('nobody administers stores that the stack does not run', async () => {
  const { resources: none } = await declared('development', {
    mysql: { mode: 'external', external },
    redis: { mode: 'external', external: { ...external, username: '' } },
    milvus: {
      mode: 'external',
      external: { host: 'm.example.com', port: 443, tls: true, token: 'a-long-token' },
    },
  });
  assert.equal('initContainers' in find(none, 'Job', 'mcp-migrate').inputs.spec.template.spec, false);
  assert.ok(!all(none, 'Secret').some(({ name }) => name === 'mcp-accounts'));
});
