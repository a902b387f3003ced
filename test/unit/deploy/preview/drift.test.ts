import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftMarkdown, driftOf } from '../../../../deploy/preview/drift.ts';

const outputs = (
  op: string,
  type: string,
  name: string,
  detailedDiff?: Record<string, { diffKind: string }>,
) => ({
  resOutputsEvent: {
    metadata: { op, type, urn: `urn:pulumi:s::mcp-system::mcp:infra:Api$${type}::${name}`, detailedDiff },
  },
});

const events = [
  outputs('same', 'kubernetes:core/v1:Service', 'mcp-api'),
  outputs('update', 'pulumi:pulumi:Stack', 'mcp-system-s'),
  outputs('update', 'kubernetes:apps/v1:Deployment', 'mcp-api', { 'spec.replicas': { diffKind: 'update' } }),
  outputs('delete', 'kubernetes:networking.k8s.io/v1:NetworkPolicy', 'default-deny'),
];

test('what was changed and what is gone is told, with its paths; the rest is not', () => {
  assert.deepEqual(
    driftOf(events).map(({ resource, drift, paths }) => [resource, drift, paths]),
    [
      ['Deployment/mcp-api', 'changed', ['spec.replicas']],
      ['NetworkPolicy/default-deny', 'gone', []],
    ],
  );
});

test('drift reads as a comment, and so does its absence', () => {
  const text = driftMarkdown('s', driftOf(events));
  assert.match(text, /^<!-- mcp-system:drift:s -->\n## `s` has drifted: 2 of its resources/);
  assert.match(text, /\| `Deployment\/mcp-api` \| changed \| `spec\.replicas` \|/);
  assert.match(driftMarkdown('s', []), /`s` is as its state says/);
});
