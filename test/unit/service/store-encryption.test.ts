import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createServer } from 'node:tls';
import { selfSigned } from '../../../infra/lib/certificate.ts';
import { createEmbedder } from '../../../service/src/embeddings/create.ts';
import { SILENT } from '../../../service/src/ops/output.ts';
import { patience, UnusableStoreError, untilReady } from '../../../service/src/ops/wait.ts';
import { encryptionProblem } from '../../../service/src/stores/encryption-problem.ts';
import { databaseOptions } from '../../../service/src/stores/mysql.ts';
import { createRedis } from '../../../service/src/stores/redis.ts';

const own = await selfSigned(['localhost']);
const other = await selfSigned(['localhost']);
const elsewhere = await selfSigned(['elsewhere.example']);

function fileOf(t: TestContext, pem: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-authority-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ca.crt');
  writeFileSync(file, pem);
  return file;
}

async function listening(t: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Speaks just enough for a client to find it ready. */
const redisServer = (t: TestContext, pair: { cert: string; key: string }): Promise<number> =>
  listening(
    t,
    createServer(pair, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        const commands = String(data).match(/^\*/gm)?.length ?? 0;
        socket.write('$0\r\n\r\n'.repeat(commands));
      });
    }),
  );

function connect(t: TestContext, port: number, caFile?: string) {
  const redis = createRedis(`rediss://localhost:${port}`, {
    name: 'test',
    timeoutMs: 5000,
    log: SILENT,
    caFile,
  });
  t.after(() => redis.disconnect());
  return redis;
}

test('Redis is believed when the named authority has signed for its host', async (t) => {
  const port = await redisServer(t, own);
  await once(connect(t, port, fileOf(t, own.cert)), 'ready');
});

for (const [what, pair, says] of [
  ['signed by another authority', other, /no authority that is trusted here has signed the certificate/],
  ['for another host', elsewhere, /the certificate is for another host \(Hostname\/IP does not match/],
] as const) {
  test(`Redis is refused with a certificate ${what}`, async (t) => {
    const port = await redisServer(t, pair);
    const trusted = pair === elsewhere ? elsewhere : own;
    const [error] = await once(connect(t, port, fileOf(t, trusted.cert)), 'error');
    assert.match(encryptionProblem(error) ?? String(error), says);
  });
}

test('an embedding server is asked over TLS under an own authority, and refused without it', async (t) => {
  const port = await listening(
    t,
    createHttpsServer(own, (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: [{ index: 0, embedding: [3, 4] }] }));
    }),
  );
  const embedder = (ca_file: string) =>
    createEmbedder({
      provider: 'openai',
      base_url: `https://localhost:${port}/v1`,
      model: 'm',
      api_key: '',
      timeout_ms: 5000,
      batch_size: 1,
      ca_file,
    });
  assert.equal((await embedder(fileOf(t, own.cert)).identity()).dimension, 2);
  const refused = await embedder('')
    .identity()
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  assert.match(encryptionProblem(refused) ?? String(refused), /no authority that is trusted here/);
});

test("MySQL's certificate is compared with the host, under the authority that is named", (t) => {
  const file = fileOf(t, own.cert);
  const database = {
    url: 'mysql://u:p@db/mcp',
    pool_size: 1,
    max_overflow: 0,
    connect_timeout_ms: 1000,
    ca_file: file,
  };
  assert.deepEqual(databaseOptions({ ...database, tls: true }).tls, { ca: own.cert, verifyIdentity: true });
  assert.deepEqual(databaseOptions({ ...database, tls: true, ca_file: '' }).tls, { verifyIdentity: true });
  assert.equal('tls' in databaseOptions({ ...database, tls: false }), false);
});

const failed = (message: string, code?: string) => Object.assign(new Error(message), { code });

for (const [error, says] of [
  [
    failed('self-signed certificate in certificate chain', 'HANDSHAKE_SSL_ERROR'),
    'another authority than the one in ca_file has signed the certificate (self-signed certificate in certificate chain)',
  ],
  [
    failed('14 UNAVAILABLE: No connection established. Last error: Error: certificate has expired.'),
    'the certificate has expired (14 UNAVAILABLE: No connection established. Last error: Error: certificate has expired.)',
  ],
  [
    new AggregateError([failed('refused', 'ECONNREFUSED'), failed('x', 'HANDSHAKE_NO_SSL_SUPPORT')], ''),
    'the server does not encrypt, but tls is on (x)',
  ],
  [
    failed('Connections using insecure transport are prohibited', 'ER_SECURE_TRANSPORT_REQUIRED'),
    'the server takes encrypted connections only, but tls is off (Connections using insecure transport are prohibited)',
  ],
  [failed('connect ECONNREFUSED', 'ECONNREFUSED'), undefined],
  ['nothing', undefined],
] as const) {
  test(`${says ?? 'any other failure'}: is told from ${error}`, () => {
    assert.equal(encryptionProblem(error), says);
  });
}

test('a store whose certificate is wrong is not waited for', async () => {
  const output = { progress: () => undefined, result: () => undefined } as never;
  const wrong = () => Promise.reject(failed('certificate has expired', 'CERT_HAS_EXPIRED'));
  await assert.rejects(untilReady('MySQL', patience(600), output, wrong), (error) => {
    assert.ok(error instanceof UnusableStoreError);
    assert.equal(
      error.message,
      'MySQL cannot be used: the certificate has expired (certificate has expired)',
    );
    return true;
  });
});
