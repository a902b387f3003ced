import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { call, eventually } from '../service/support/http.ts';
import { cable } from '../service/support/proxy.ts';
import { lastInFirstOut } from '../service/support/scope.ts';
import { addresses } from '../service/support/stores.ts';
import { buildImage, type Docker, IMAGE } from './build.ts';
import { KEY, startContainer } from './container.ts';

let docker: Docker;
before(async () => {
  docker = await buildImage();
});
after(() => docker?.(['rmi', '--force', IMAGE], [1]));

test('docker run with the variables of the guide gives a healthy service that remembers', async (t) => {
  const container = await startContainer(docker, lastInFirstOut(t));
  await container.becomes('healthy');
  const url = `http://127.0.0.1:${container.http}`;
  assert.deepEqual((await call(`${url}/health`)).body.checks, { database: true, redis: true, milvus: true });
  const memories = `${url}/api/v1/projects/docker/memories`;
  const stored = await call(memories, { key: KEY, body: { content: 'kept by a container' } });
  assert.equal(stored.status, 201);
  await eventually(async () => {
    const found = await call(`${memories}/search`, {
      key: KEY,
      body: { query: 'container', mode: 'vector' },
    });
    return found.body.results[0]?.memory.id === stored.body.memory.id ? true : undefined;
  });
  assert.equal(await container.inspect('{{.Config.User}}'), '1000:1000');
  await container.stop();
  assert.equal(await container.inspect('{{.State.ExitCode}}'), '0', 'SIGTERM ends it in order');
});

test('HEALTHCHECK turns with the stores', async (t) => {
  const scope = lastInFirstOut(t);
  const { hostname, port } = new URL(addresses.redis());
  const redis = await cable(scope, hostname, Number(port));
  const container = await startContainer(docker, scope, { redis: `127.0.0.1:${redis.port}` });
  await container.becomes('healthy');
  redis.cut();
  await container.becomes('unhealthy');
  const checks = JSON.parse(await container.inspect('{{json .State.Health.Log}}')) as { Output: string }[];
  assert.match(checks.at(-1)?.Output ?? '', /"redis":false/);
  redis.mend();
  await container.becomes('healthy');
});

test('api.ssl_cert and api.ssl_key give HTTPS, also to HEALTHCHECK', async (t) => {
  const scope = lastInFirstOut(t);
  const folder = mkdtempSync(join(tmpdir(), 'mcp-image-tls-'));
  scope.after(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...request.split(' '), ...names, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const ca = readFileSync(cert, 'utf8');
  const container = await startContainer(docker, scope, {
    config: { api: { ssl_cert: '/config/cert.pem', ssl_key: '/config/key.pem' } },
    files: { 'cert.pem': ca, 'key.pem': readFileSync(key, 'utf8') },
  });
  await container.becomes('healthy');
  const health = await new Promise<string>((resolve, reject) => {
    const options = { host: '127.0.0.1', servername: 'localhost', port: container.http, path: '/health', ca };
    get(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
  assert.equal(JSON.parse(health).status, 'healthy');
});
