import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleJob } from '../../../../deploy/rotation/settle-job.ts';

const job = (name: string, creationTimestamp: string, image: string) => ({
  metadata: {
    name,
    namespace: 'mcp-development',
    creationTimestamp,
    labels: { 'app.kubernetes.io/name': 'mcp-migrate', 'batch.kubernetes.io/job-name': name },
  },
  spec: {
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'mcp-migrate', 'controller-uid': 'x' } },
      spec: {
        serviceAccountName: 'mcp-migrate',
        initContainers: [{ name: 'accounts', image, command: ['node', 'ops.js', 'accounts', 'apply'] }],
        containers: [{ name: 'migrate', image, command: ['node', 'ops.js', 'migrate'] }],
      },
    },
  },
});

test('it does what the newest administrators did, but forgets, and migrates nothing', () => {
  const made = settleJob([
    job('mcp-migrate-a', '2026-01-01T00:00:00Z', 'old'),
    job('mcp-migrate-b', '2026-01-02T00:00:00Z', 'new'),
    job('mcp-settle', '2026-01-03T00:00:00Z', 'left'),
  ]);
  assert.deepEqual(made?.spec.template.spec, {
    serviceAccountName: 'mcp-migrate',
    containers: [{ name: 'accounts', image: 'new', command: ['node', 'ops.js', 'accounts', 'settle'] }],
  });
  assert.equal(made?.metadata.name, 'mcp-settle');
});

test('its pods are let to the stores like those of the migration, and belong to no other Job', () => {
  const made = settleJob([job('mcp-migrate-a', '2026-01-01T00:00:00Z', 'i')]);
  assert.deepEqual(made?.spec.template.metadata?.labels, { 'app.kubernetes.io/name': 'mcp-migrate' });
  assert.deepEqual(made?.metadata.labels, { 'app.kubernetes.io/name': 'mcp-migrate' });
});

test('where the stack administers no store there is nothing to make', () => {
  assert.equal(settleJob([]), undefined);
});
