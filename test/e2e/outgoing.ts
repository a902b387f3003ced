import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { ADDRESSEES } from './network/addressees.ts';
import type { Receivers } from './network/receivers.ts';
import type { Api } from './outages.ts';

const ARRIVES_MS = 60_000;
/** As in Pulumi.e2e.yaml. */
const SIGNED_WITH = 'e2e-signs-with-this';

/** What settings let out of the stack reaches the machine outside. */
export function testOutgoing(api: Api, receivers: () => Receivers): void {
  test('who holds a key is told that it was replaced, by a signed webhook and by mail', async () => {
    const made = await api('/admin/keys', { name: 'told', scopes: ['read'], contact: 'holder@example.com' });
    const { id } = made.body.apiKey;
    const rotated = await api(`/admin/keys/${id}/rotate`, { overlapSeconds: 60 });
    assert.deepEqual(rotated.body.notices, [
      { channel: 'webhook', sent: true },
      { channel: 'email', sent: true },
    ]);
    const post = await receivers().find(ADDRESSEES.notices, ({ body }) => body.includes(id), ARRIVES_MS);
    const signature = createHmac('sha256', SIGNED_WITH).update(post.body).digest('hex');
    assert.equal(post.headers['x-signature-256'], `sha256=${signature}`);
    const mail = await receivers().find(ADDRESSEES.mail, ({ body }) => body.includes(id), ARRIVES_MS);
    assert.equal(mail.path, 'holder@example.com');
  });

  test('a trace that a client begins is sent to the collector', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await api('/projects', undefined, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
    const { path } = await receivers().find(
      ADDRESSEES.traces,
      ({ body }) => body.includes(traceId),
      ARRIVES_MS,
    );
    assert.equal(path, '/v1/traces');
  });
}
