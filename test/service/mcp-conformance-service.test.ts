import { after, test } from 'node:test';
import { assertConforms } from '../conformance/conforms.ts';
import { REVISIONS } from '../conformance/expected.ts';
import { withKey } from '../conformance/with-key.ts';
import { createKey } from './support/keys.ts';
import { startService } from './support/service.ts';

const service = await startService({ after });
const url = await withKey({ after }, service.url, await createKey(service));

for (const revision of REVISIONS) {
  test(`the service conforms to ${revision}, but for what is listed`, () =>
    assertConforms('service', `${url}/mcp`, revision));
}
