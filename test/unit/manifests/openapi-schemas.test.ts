import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv';
import { type OpenApi, schemasByKind } from '../../manifests/openapi-schemas.ts';

const gvk = (group: string, version: string, kind: string) => [{ group, version, kind }];

const document: OpenApi = {
  definitions: {
    'apps.Deployment': {
      type: 'object',
      description: 'left out',
      properties: { spec: { $ref: '#/definitions/apps.Spec' }, port: { $ref: '#/definitions/IntOrString' } },
      'x-kubernetes-group-version-kind': gvk('apps', 'v1', 'Deployment'),
    },
    'apps.Spec': {
      type: 'object',
      properties: {
        replicas: { type: 'integer', format: 'int32' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        self: { type: 'array', items: { $ref: '#/definitions/apps.Spec' } },
      },
    },
    IntOrString: { type: 'string', format: 'int-or-string' },
    'net.Policy': {
      type: 'object',
      'x-kubernetes-group-version-kind': gvk('networking.k8s.io', 'v1', 'NetworkPolicy'),
    },
    'core.Pod': { type: 'object', 'x-kubernetes-group-version-kind': gvk('', 'v1', 'Pod') },
  },
};
const schemas = schemasByKind(document);

test('every kind has the name under which it is looked for', () => {
  assert.deepEqual([...schemas.keys()], ['deployment-apps-v1', 'networkpolicy-networking-v1', 'pod-v1']);
});

test('a schema stands for itself and refuses what a kind does not know, at any depth', () => {
  const accepts = new Ajv.Ajv({ strict: false, logger: false }).compile(
    schemas.get('deployment-apps-v1') as object,
  );
  for (const good of [
    { spec: { replicas: 1, labels: { any: 'thing' } }, port: 80 },
    { port: 'http', spec: { self: [{ replicas: 1 }] } },
  ])
    assert.ok(accepts(good), JSON.stringify(good));
  for (const bad of [
    { specs: {} },
    { spec: { replicas: 'one' } },
    { spec: { self: [{ replica: 1 }] } },
    { spec: { labels: { any: 1 } } },
    { port: 1.5 },
  ])
    assert.ok(!accepts(bad), JSON.stringify(bad));
});
