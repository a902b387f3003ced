import { appendFileSync } from 'node:fs';
import type { TestEvent } from 'node:test/reporters';

/** Reporter that adds one line `{"passed":…,"failed":…,"skipped":…}` of the whole run to the file TEST_TALLY. */
export default async function* tally(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { details, skip } = event.data;
    if (details.type === 'suite') continue;
    if (skip !== undefined) count.skipped += 1;
    else if (event.type === 'test:pass') count.passed += 1;
    else count.failed += 1;
  }
  appendFileSync(process.env.TEST_TALLY as string, `${JSON.stringify(count)}\n`);
  yield '';
}
