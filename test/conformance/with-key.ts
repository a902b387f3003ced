import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Scope } from '../service/support/scope.ts';

/** Leads requests to `target` with an API key added: the conformance suite sends none. @returns its own origin */
export async function withKey(scope: Scope, target: string, key: string): Promise<string> {
  const proxy = createServer(async (incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${key}` };
    const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers });
    outgoing.once('close', () => onward.destroy());
    onward.once('error', () => outgoing.destroy());
    onward.once('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      outgoing.flushHeaders();
      pipeline(response, outgoing).catch(() => undefined);
    });
    await pipeline(incoming, onward).catch(() => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  scope.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
