import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change, Operation } from '../../../../deploy/preview/plan.ts';
import { checkAllowed, lossMessage, notAllowed, storeLosses } from '../../../../deploy/preview/stores.ts';
import { recorded } from './recorded.ts';

const change = (type: string, operation: Operation, rest: Partial<Change> = {}): Change => ({
  operation,
  type,
  urn: `urn:pulumi:s::mcp-system::${type}::x`,
  kind: type.slice(type.lastIndexOf(':') + 1),
  name: 'x',
  paths: [],
  replacedBy: [],
  ...rest,
});

const CLAIM = 'kubernetes:core/v1:PersistentVolumeClaim';
const SET = 'kubernetes:apps/v1:StatefulSet';

test('a release that restarts MySQL and grows its volume loses nothing', async () => {
  assert.deepEqual(storeLosses((await recorded('release')).changes), []);
});

test('another storage class and Milvus elsewhere: every store, volume and credential is named, with its reason', async () => {
  const losses = storeLosses((await recorded('stores')).changes);
  assert.deepEqual(
    losses.map(({ resource, what, operation }) => `${resource} ${what} ${operation}`),
    [
      'PersistentVolumeClaim/milvus-data volume delete',
      'PersistentVolumeClaim/mysql-data volume replace',
      'PersistentVolumeClaim/prometheus-data volume replace',
      'PersistentVolumeClaim/redis-state-data volume replace',
      'RandomPassword/milvus-root-password credentials delete',
      'StatefulSet/milvus store delete',
      'StatefulSet/mysql store replace',
      'StatefulSet/prometheus store replace',
      'StatefulSet/redis-state store replace',
    ],
  );
  const message = lossMessage('staging', losses);
  assert.match(message, /mysql-data \(volume\) would be replaced, because of spec\.storageClassName/);
  assert.match(
    message,
    /--allow-store-changes PersistentVolumeClaim\/milvus-data PersistentVolumeClaim\/mysql-data /,
  );
});

test('a store is what keeps data: not a cache, not a Deployment, not a Job', () => {
  const keeping = {
    old: { inputs: { spec: { template: { spec: { volumes: [{ persistentVolumeClaim: {} }] } } } } },
  };
  const templates = { old: { inputs: { spec: { volumeClaimTemplates: [{}] } } } };
  assert.equal(storeLosses([change(SET, 'replace', keeping)]).length, 1);
  assert.equal(storeLosses([change(SET, 'delete', templates)]).length, 1);
  assert.deepEqual(storeLosses([change(SET, 'replace')]), []);
  assert.deepEqual(storeLosses([change('kubernetes:apps/v1:Deployment', 'replace')]), []);
  assert.deepEqual(storeLosses([change('kubernetes:batch/v1:Job', 'delete')]), []);
});

test('the namespace, the Secrets of the stores and whatever is protected count too', () => {
  const secret = change('kubernetes:core/v1:Secret', 'delete');
  assert.deepEqual(storeLosses([secret]), []);
  const ofStores = {
    ...secret,
    urn: 'urn:pulumi:s::mcp-system::mcp:infra:Secrets$kubernetes:core/v1:Secret::x',
  };
  assert.equal(storeLosses([ofStores])[0]?.what, 'credentials');
  assert.equal(storeLosses([change('kubernetes:core/v1:Namespace', 'delete')])[0]?.what, 'namespace');
  assert.equal(
    storeLosses([change('kubernetes:core/v1:Service', 'delete', { old: { protect: true } })]).length,
    1,
  );
});

test('no loss passes unless it is named, and creating or updating never is one', () => {
  const operations = fc.constantFrom<Operation>('create', 'update', 'replace', 'delete');
  const types = fc.constantFrom(
    CLAIM,
    'random:index/randomPassword:RandomPassword',
    'kubernetes:core/v1:Namespace',
  );
  const changes = fc.array(
    fc
      .tuple(types, operations, fc.stringMatching(/^[a-z]{1,6}$/))
      .map(([type, operation, name]) => change(type, operation, { name })),
  );
  fc.assert(
    fc.property(changes, fc.array(fc.stringMatching(/^[A-Za-z]{1,24}\/[a-z]{1,6}$/)), (all, allowed) => {
      const refused = notAllowed(storeLosses(all), allowed);
      const grave = all.filter(({ operation }) => operation === 'replace' || operation === 'delete');
      const unnamed = grave.filter(({ kind, name }) => !allowed.includes(`${kind}/${name}`));
      assert.equal(refused.length, unnamed.length);
    }),
  );
});

test('an override for something that is not touched is refused, with what could be meant', () => {
  const losses = storeLosses([change(CLAIM, 'delete')]);
  assert.doesNotThrow(() => checkAllowed(losses, ['PersistentVolumeClaim/x']));
  assert.throws(() => checkAllowed(losses, ['mysql']), {
    message: /allow-store-changes mysql: nothing .* possible here: PersistentVolumeClaim\/x/,
  });
  assert.throws(() => checkAllowed([], ['mysql']), { message: /no store is touched: leave it out/ });
});
