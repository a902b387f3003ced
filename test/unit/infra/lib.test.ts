import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checksum, keyedChecksum } from '../../../infra/lib/checksum.ts';
import { withDisk } from '../../../infra/lib/disk.ts';
import { imageReference, pinned, tagOf } from '../../../infra/lib/images.ts';
import { scaled, utilization } from '../../../infra/lib/resources.ts';
import { mysqlUrl, origin, redisUrl } from '../../../infra/lib/urls.ts';
import { bytes, millicores } from '../../../stacks/quantities.ts';

const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((value) => value.isWellFormed());

test('whatever a password holds, a URL gives it back', () => {
  fc.assert(
    fc.property(text, text, (username, password) => {
      for (const url of [
        mysqlUrl({ host: 'mysql', port: 3306, username, password }, 'mcp_db'),
        redisUrl({ host: 'redis', port: 6379, username, password }, true),
      ]) {
        const parsed = new URL(url);
        assert.equal(decodeURIComponent(parsed.password), password);
        assert.equal(decodeURIComponent(parsed.username), username);
      }
    }),
  );
});

test('an origin leaves out the port of its scheme', () => {
  assert.equal(origin('https', 'a.example', 443), 'https://a.example');
  assert.equal(origin('https', 'a.example', 8443), 'https://a.example:8443');
  assert.equal(origin('wss', 'a.example', 443), 'wss://a.example');
  assert.equal(origin('http', 'a.example', 80), 'http://a.example');
});

test('quantities are read as Kubernetes means them', () => {
  assert.equal(bytes('512Mi'), 536_870_912);
  assert.equal(bytes('2Gi'), 2_147_483_648);
  assert.throws(() => bytes('512M'), /512M is not a size/);
  assert.equal(millicores('250m'), 250);
  assert.equal(millicores('1.5'), 1500);
});

test('scaling shrinks requests, keeps limits, and never reaches zero', () => {
  const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } };
  assert.deepEqual(scaled(resources, 1), resources);
  assert.deepEqual(scaled(resources, 0.25), {
    requests: { cpu: '250m', memory: '256Mi' },
    limits: resources.limits,
  });
  const tiny = { requests: { cpu: '10m', memory: '1Mi' }, limits: resources.limits };
  assert.deepEqual(scaled(tiny, 0.01).requests, { cpu: '1m', memory: '1Mi' });
});

test('an autoscaler adds pods at the same load whatever the scale', () => {
  const resources = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } };
  for (const scale of [1, 0.5, 0.1]) {
    const request = millicores(scaled(resources, scale).requests.cpu);
    assert.equal((request * utilization(70, scale)) / 100, 350, `scale ${scale}`);
  }
});

test('images are one registry and a path; the tag survives a digest', () => {
  const images = { registry: 'localhost:5000', redis: 'library/redis:8.0.6' } as never;
  assert.equal(imageReference(images, 'redis'), 'localhost:5000/library/redis:8.0.6');
  assert.equal(tagOf('localhost:5000/library/redis:8.0.6'), '8.0.6');
  assert.equal(tagOf(`localhost:5000/mcp-api:v3@sha256:${'a'.repeat(64)}`), 'v3');
  assert.equal(tagOf('localhost:5000/mcp-api'), '');
  assert.equal(pinned('a/b', 'v1', ''), 'a/b:v1');
  assert.equal(pinned('a/b', 'v1', 'sha256:0'), 'a/b:v1@sha256:0');
});

test('checksums tell contents apart, and secret ones need their key', () => {
  assert.notEqual(checksum('ab', 'c'), checksum('a', 'bc'));
  assert.equal(keyedChecksum('k', { a: '1', b: '2' }), keyedChecksum('k', { b: '2', a: '1' }));
  assert.notEqual(keyedChecksum('k', { a: '1' }), keyedChecksum('other', { a: '1' }));
});

test('a pod may fill its scratch directories and write logs, and a quarter of that is set aside', () => {
  const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } };
  assert.deepEqual(withDisk(resources, { '/tmp': '1Gi', '/run': '16Mi' }), {
    requests: { ...resources.requests, 'ephemeral-storage': '292Mi' },
    limits: { ...resources.limits, 'ephemeral-storage': '1168Mi' },
  });
  assert.equal(withDisk(resources).limits['ephemeral-storage'], '128Mi');
});
