import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previewMarkdown } from '../../../../deploy/preview/markdown.ts';
import { previewText } from '../../../../deploy/preview/plain.ts';
import type { Plan } from '../../../../deploy/preview/plan.ts';
import { MOST_BYTES } from '../../../../deploy/preview/text.ts';
import { judge } from '../../../../deploy/preview/verdict.ts';
import { type Recorded, recorded } from './recorded.ts';

async function rendered(name: Recorded, allowed: string[] = []) {
  const plan = await recorded(name);
  const verdict = judge(plan, allowed);
  return { text: previewMarkdown('staging', plan, verdict), verdict, plan };
}

const STORES = [
  ...['milvus-data', 'mysql-data', 'prometheus-data', 'redis-state-data'].map(
    (n) => `PersistentVolumeClaim/${n}`,
  ),
  'RandomPassword/milvus-root-password',
  ...['milvus', 'mysql', 'prometheus', 'redis-state'].map((n) => `StatefulSet/${n}`),
];

test('a release: marker, verdict, image, what restarts, and every change folded away', async () => {
  const { text, verdict } = await rendered('release');
  assert.equal(verdict.exitCode, 0);
  assert.match(
    text,
    /^<!-- mcp-system:preview:staging -->\n## Preview of `staging`: 10 to update, 1 to replace/,
  );
  assert.match(text, /\*\*✓ May be deployed\.\*\*/);
  assert.match(text, /`mcp-api:v3\.0\.0@sha256:1{12}` → `mcp-api:v3\.1\.0@sha256:2{12}`/);
  assert.match(text, /\| `Deployment\/mcp-api` \| rolls \| none/);
  assert.match(text, /\| `StatefulSet\/mysql` \| restarts \| about 10 to 60 s/);
  assert.match(text, /\| Interrupted \| StatefulSet\/mysql \|/);
  assert.match(
    text,
    /<summary>All 11 changes<\/summary>[\s\S]*- ~ `ConfigMap\/mcp-mysql`: `data\["mcp\.cnf"\]`/,
  );
});

test('stores at stake: refused with exit code 4 until each is allowed by name', async () => {
  const { text, verdict } = await rendered('stores');
  assert.equal(verdict.exitCode, 4);
  assert.match(text, /✗ Refused: stores would lose data or credentials/);
  assert.match(text, new RegExp(`--allow-store-changes ${STORES.join(' ')}`));
  assert.equal((await rendered('stores', STORES.slice(1))).verdict.exitCode, 4);
  const allowed = await rendered('stores', STORES);
  assert.equal(allowed.verdict.exitCode, 0);
  assert.match(allowed.text, /⚠ May be deployed\. Stores would be replaced or deleted, as allowed/);
});

test('a violated mandatory policy: refused with exit code 3, in words and without any markup of its own', async () => {
  const { text, verdict } = await rendered('policy');
  assert.equal(verdict.exitCode, 3);
  assert.match(text, /\| mandatory \| `no-plain-secrets` \| `Deployment\/subject` \|/);
  assert.match(text, /REDIS\\_PASSWORD/);
});

test('what cannot be planned is refused with exit code 1', async () => {
  const { verdict, text } = await rendered('protected');
  assert.equal(verdict.exitCode, 1);
  assert.match(text, /Could not be planned to its end/);
});

test('no value of a resource is shown but its image', async () => {
  const { plan } = await rendered('stores');
  const secret: Plan = structuredClone(plan);
  for (const change of secret.changes) {
    change.new = { inputs: { stringData: { password: 'hunter2' }, spec: { secret: 'hunter2' } } };
  }
  for (const show of [previewMarkdown, previewText])
    assert.doesNotMatch(show('staging', secret, judge(secret, [])), /hunter2/);
});

test('text of others cannot leave its cell, mention anybody or hide anything', async () => {
  const { plan } = await rendered('policy');
  const message = 'a | b\n<!-- c --> @everyone [x](http://y) `z`';
  const hostile: Plan = { ...plan, violations: plan.violations.map((v) => ({ ...v, message })) };
  const text = previewMarkdown('staging', hostile, judge(hostile, []));
  assert.match(text, /a \\\| b &#60;!-- c --&#62; @\u200beveryone \\\[x\\\]\(http:\/\/y\) \\`z\\`/);
});

test('it never passes what GitHub takes, and counts what it leaves out', async () => {
  const { plan } = await rendered('stores');
  const one = plan.changes.find(({ name }) => name === 'mysql-data') as Plan['changes'][number];
  for (const [operation, said] of [
    ['update', /_\d+ more changes are left out\._/],
    ['delete', /_\d+ more lines are left out\._/],
  ] as const) {
    const changes = Array.from({ length: 3000 }, (_, n) => ({
      ...one,
      operation,
      name: `ünï-${n}`,
      paths: ['é.è'],
    }));
    const large: Plan = { ...plan, changes };
    const text = previewMarkdown('staging', large, judge(large, []));
    assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
    assert.ok(Buffer.byteLength(text) > MOST_BYTES * 0.9);
    assert.match(text, said);
  }
});

test('the terminal shows the same in fewer words', async () => {
  const plan = await recorded('release');
  const text = previewText('staging', plan, judge(plan, []));
  assert.match(text, /± Job\/mcp-migrate/);
  assert.match(text, /image of mcp-api: mcp-api:v3\.0\.0@sha256:1{12} → /);
  assert.match(text, /StatefulSet\/mysql restarts: about 10 to 60 s/);
  assert.match(text, /staging: 10 to update, 1 to replace, 86 unchanged$/);
});
