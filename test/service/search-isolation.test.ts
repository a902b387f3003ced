import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../service/src/errors.ts';
import type { SearchInput } from '../../service/src/memories/search/schemas.ts';
import { type Core, drained, eventually, startCore } from './support/core.ts';
import { lastInFirstOut } from './support/scope.ts';

/** Names that a careless filter would take for each other. */
const PROJECTS = ['team', 'Team', 'team2', 'tea', 'te.m', 'te-m', 'team_'];
const TEXTS = [
  'The vault code is 4711',
  'The vault is emptied on Friday',
  '金库的密码是四七一一',
  'getVaultCode() returns the code',
];
const TIERS = ['short', 'mid', 'long'] as const;

let core: Core;
const scope = lastInFirstOut({ after });

before(async () => {
  core = await startCore(scope);
  // The first connection may take longer than a command is given.
  await eventually('Redis', async () => core.redis.ping().catch(() => undefined));
  for (const project of PROJECTS) {
    const stored = TEXTS.map((text, i) =>
      core.service.store(project, {
        content: `${text} (${project})`,
        tier: TIERS[i % 3] ?? 'mid',
        tags: [`t${i % 2}`],
        sessionId: 's1',
        source: 'chat',
        pinned: i === 1,
      }),
    );
    await Promise.all(stored);
  }
  await drained(core.mysql);
  await eventually('all vectors, of the short tier too', async () => {
    const counts = await Promise.all(
      PROJECTS.map((project) => core.service.search(project, { query: 'vault', mode: 'vector' })),
    );
    return counts.every(({ results }) => results.length === TEXTS.length);
  });
});

const project = fc.constantFrom(...PROJECTS, 'nobody');
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const input: fc.Arbitrary<SearchInput> = fc
  .record({
    query: fc.oneof(
      fc.constantFrom('vault code 4711', '密码', 'getVaultCode', ...PROJECTS, ...TEXTS),
      fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /\S/.test(text)),
      // What would break out of a filter expression or a query of the index.
      fc.constantFrom('" || project_id != "', "') OR 1=1 -- ", '+team* -code @3 ("vault")', '% _ \\'),
    ),
    mode: fc.constantFrom('vector' as const, 'keyword' as const, 'hybrid' as const),
    tiers: optional(fc.uniqueArray(fc.constantFrom(...TIERS), { minLength: 1 })),
    tags: optional(fc.uniqueArray(fc.constantFrom('t0', 't1', '" in tags || true', "t0'"), { maxLength: 2 })),
    sessionId: optional(fc.constantFrom('s1', 's2')),
    source: optional(fc.constantFrom('chat', '" OR ""="')),
    pinned: optional(fc.boolean()),
    when: optional(fc.constantFrom('today', 'past 3 days', '上周')),
    minScore: optional(fc.constantFrom(0, 0.3)),
    limit: fc.constantFrom(1, 2, 3, 50),
    explain: optional(fc.boolean()),
  })
  .map(
    (fields) =>
      Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as SearchInput,
  );

/** Draws that find every memory of each project, a page at a time, and bring each cursor to another project. */
const PAGED = PROJECTS.map((name, i): [string, string, SearchInput] => [
  name,
  PROJECTS[(i + 1) % PROJECTS.length] ?? 'nobody',
  { query: 'vault', mode: 'vector', limit: 1 },
]);

test('no search gives a memory of another project, on no page', async () => {
  let seen = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(project, project, input, async (name, other, question) => {
      let cursor: string | undefined;
      do {
        const page = await core.service.search(name, { ...question, ...(cursor ? { cursor } : {}) });
        for (const { memory } of page.results) {
          seen += 1;
          assert.equal(memory.project, name);
          assert.ok(memory.content.endsWith(`(${name})`));
        }
        cursor = page.nextCursor ?? undefined;
        if (!cursor || other === name) continue;
        refused += 1;
        // The cursor of one project says nothing in another.
        await assert.rejects(
          core.service.search(other, { ...question, cursor }),
          (error) => error instanceof AppError && error.code === 'INVALID_CURSOR',
        );
      } while (cursor);
    }),
    { numRuns: 60 + PAGED.length, examples: PAGED },
  );
  // The property would hold for a search that finds nothing. What is drawn at random may find next to nothing.
  assert.ok(seen >= PAGED.length * TEXTS.length, `${seen} results`);
  assert.ok(refused >= PAGED.length * (TEXTS.length - 1), `${refused} refused cursors`);
});
