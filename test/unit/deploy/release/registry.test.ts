import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { digestOf } from '../../../../deploy/release/registry.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A registry on loopback. @returns its host and port */
async function registry(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a registry is asked for the digest of a tag, of lists of images too', async (t) => {
  const host = await registry(t, ({ method, url, headers }, response) => {
    assert.equal(`${method} ${url}`, 'HEAD /v2/team/mcp-api/manifests/v3.1.0');
    assert.match(headers.accept ?? '', /image\.index.*manifest\.list.*image\.manifest/);
    response.setHeader('docker-content-digest', DIGEST).end();
  });
  assert.equal(await digestOf(`${host}/team/mcp-api`, 'v3.1.0'), DIGEST);
});

test('a registry that wants a token gets one, with the credentials of docker login', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-registry-'));
  const before = process.env.DOCKER_CONFIG;
  process.env.DOCKER_CONFIG = folder;
  t.after(async () => {
    if (before === undefined) delete process.env.DOCKER_CONFIG;
    else process.env.DOCKER_CONFIG = before;
    await rm(folder, { recursive: true });
  });
  const host: string = await registry(t, ({ url = '', headers }, response) => {
    if (url.startsWith('/token')) {
      assert.equal(url, '/token?service=here&scope=repository%3Amcp-api%3Apull');
      assert.equal(headers.authorization, 'Basic bWU6c2VjcmV0');
      return response.end(JSON.stringify({ token: 'ticket' }));
    }
    if (headers.authorization === 'Bearer ticket')
      return response.setHeader('docker-content-digest', DIGEST).end();
    const challenge = `Bearer realm="http://${host}/token",service="here",scope="repository:mcp-api:pull"`;
    return response.writeHead(401, { 'www-authenticate': challenge }).end();
  });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ auths: { [host]: { auth: 'bWU6c2VjcmV0' } } }),
  );
  assert.equal(await digestOf(`${host}/mcp-api`, 'v3.1.0'), DIGEST);
});

test('what a registry does not have, does not tell, or cannot be asked, is said', async (t) => {
  const host = await registry(t, ({ url }, response) => {
    response.writeHead(url?.endsWith('v9') ? 404 : 403).end();
  });
  await assert.rejects(digestOf(`${host}/mcp-api`, 'v9'), /mcp-api has no tag v9/);
  await assert.rejects(
    digestOf(`${host}/mcp-api`, 'v3'),
    /does not tell the digest of .*mcp-api:v3: status 403/,
  );
  await assert.rejects(digestOf('127.0.0.1:1/mcp-api', 'v3'), /127\.0\.0\.1:1 does not answer/);
});
