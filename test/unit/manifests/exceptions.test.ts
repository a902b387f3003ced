import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../manifests/exceptions.ts';
import { objectName } from '../../manifests/finding.ts';

const finding = (object: string, check = 'pull-policy', tool = 'kube-score') => ({
  tool,
  check,
  stack: 'staging',
  object,
  detail: 'said by the checker',
});
const excepted = (...objects: string[]) => ({
  'kube-score': [{ check: 'pull-policy', objects, reason: 'because' }],
});

test('an exception covers its check on its objects, and nothing else', () => {
  const findings = [
    finding('Deployment/mcp-api'),
    finding('StatefulSet/mysql'),
    finding('Deployment/mcp-api', 'probes'),
    finding('Deployment/mcp-api', 'pull-policy', 'checkov'),
  ];
  const { open, idle } = judge(findings, excepted('Deployment/*'));
  assert.deepEqual(open, findings.slice(1));
  assert.deepEqual(idle, []);
});

test('an exception that matches nothing is named, pattern by pattern', () => {
  const { open, idle } = judge([finding('Job/mcp-migrate')], excepted('*/*', 'Deployment/gone'));
  assert.deepEqual(open, []);
  assert.deepEqual(idle, ['kube-score pull-policy Deployment/gone']);
});

test('the migration Job keeps its name whatever it runs', () => {
  assert.equal(objectName('Job', 'mcp-migrate-e3ed9a68ff'), 'Job/mcp-migrate');
  assert.equal(objectName('StatefulSet', 'mysql'), 'StatefulSet/mysql');
});
