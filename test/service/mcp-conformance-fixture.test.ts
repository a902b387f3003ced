import { after, test } from 'node:test';
import { pino } from 'pino';
import { loadConfig } from '../../service/src/config/load.ts';
import { createBase } from '../../service/src/http/base.ts';
import { serveMcp } from '../../service/src/mcp/endpoint.ts';
import { assertConforms } from '../conformance/conforms.ts';
import { REVISIONS } from '../conformance/expected.ts';
import { createFixture } from '../conformance/fixture/server.ts';

// No store is asked for anything: these addresses only have to be well-formed.
const config = loadConfig({
  env: { DATABASE_URL: 'mysql://a:b@127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1', MILVUS_TOKEN: 'a:b' },
});
const app = createBase(config, pino({ level: 'silent' }));
await app.register(async (scope) =>
  serveMcp(scope, { createServer: createFixture, onRequest: [], schema: { hide: true } }),
);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
after(() => app.close());

for (const revision of REVISIONS) {
  test(`the endpoint with the fixture's tools conforms to ${revision}, but for what is listed`, () =>
    assertConforms('fixture', `${url}/mcp`, revision));
}
