import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { AppError } from '../../../service/src/errors.ts';
import { createdAtOf } from '../../../service/src/memories/identity.ts';
import { MemoryId } from '../../../service/src/memories/schemas.ts';
import { derivedId } from '../../../service/src/transfer/derived-id.ts';
import { ENTITY_KINDS } from '../../../service/src/transfer/entities/kinds.ts';
import { type EntityText, readLine } from '../../../service/src/transfer/read-line.ts';

const id = '01920000-0000-7000-8000-000000000001';
const other = '01920000-0000-7000-8000-000000000002';
const at = '2026-01-31T12:00:00.000Z';
const times = { createdAt: at, updatedAt: at };

/** A line of each kind with every field it can have. */
const LINES: Record<string, Record<string, unknown>> = {
  session: { id, userId: 'ada', title: 'one', summary: 'done', startedAt: at, endedAt: at },
  todo: {
    ...times,
    id,
    title: 'call',
    description: 'soon',
    status: 'done',
    priority: 'high',
    dueAt: at,
    tags: ['a'],
    sessionId: other,
    closedAt: at,
  },
  decision: {
    ...times,
    id,
    title: 'store',
    decision: 'MySQL',
    rationale: 'known',
    alternatives: [{ option: 'files' }],
    status: 'superseded',
    supersedes: null,
    supersededBy: other,
    tags: [],
    sessionId: null,
  },
  note: { ...times, id, title: null, content: '文字', pinned: true, tags: [], sessionId: null },
  error: {
    id,
    message: 'boom',
    type: 'TypeError',
    stack: null,
    tags: [],
    sessionId: null,
    occurrences: 3,
    firstSeenAt: at,
    lastSeenAt: at,
    days: { '2026-01-31': 3 },
    solutions: [{ ...times, id, description: 'retry', successes: 1, failures: 0, sessionId: null }],
  },
};

const read = (value: object): EntityText => {
  const found = readLine(JSON.stringify(value));
  assert.ok('of' in found);
  return found;
};

test('every kind of line is read, named and ready to be written', () => {
  assert.deepEqual(ENTITY_KINDS.map(({ kind }) => kind as string).sort(), Object.keys(LINES).sort());
  for (const [kind, fields] of Object.entries(LINES)) {
    const { of, line } = read({ kind, ...fields });
    assert.equal(of.kind, kind);
    const { mentions } = of.read('p', line as never);
    assert.deepEqual(mentions[0], { kind, id });
  }
});

test('what a line refers to is looked up together with it', () => {
  const mentions = (kind: string) => {
    const { of, line } = read({ kind, ...LINES[kind] });
    return of.read('p', line as never).mentions.slice(1);
  };
  assert.deepEqual(mentions('todo'), [{ kind: 'session', id: other }]);
  assert.deepEqual(mentions('decision'), [{ kind: 'decision', id: other }]);
});

test('a wrong line says which field is wrong', () => {
  const wrong: [object, RegExp][] = [
    [{ kind: 'todo', ...LINES.todo, colour: 'red' }, /colour is not a known field/],
    [{ kind: 'todo', ...LINES.todo, status: 'later' }, /status/],
    [{ kind: 'todo', ...LINES.todo, id: undefined }, /id/],
    [{ kind: 'note', ...LINES.note, content: ' ' }, /content/],
    [{ kind: 'session', ...LINES.session, userId: 'a b' }, /userId/],
    [{ kind: 'error', ...LINES.error, occurrences: 0 }, /occurrences/],
    [{ kind: 'error', ...LINES.error, days: { today: 1 } }, /days/],
    [{ kind: 'tod' }, /"kind" \(memory, session, todo, decision, note, error, export, end\)/],
  ];
  for (const [line, says] of wrong)
    assert.throws(
      () => readLine(JSON.stringify(line)),
      (error: unknown) => error instanceof AppError && says.test(error.message),
    );
  const { of, line } = read({ kind: 'note', ...LINES.note, createdAt: '0001-01-01T00:00:00Z' });
  assert.throws(() => of.read('p', line as never), /createdAt is not a time of the years/);
});

test('a file of memories alone is read as before', () => {
  const [memory] = readLine('{"kind":"memory","content":"x"}') as object[];
  assert.deepEqual(memory, { kind: 'memory', content: 'x' });
  assert.deepEqual(readLine('{"kind":"export","version":1}'), []);
});

test('a derived id is an id of the same time, always the same, and another one in each project', () => {
  const uuid = fc.uuid({ version: 7 });
  fc.assert(
    fc.property(uuid, (one) => {
      const derived = derivedId('p', one);
      assert.ok(Value.Check(MemoryId, derived), derived);
      assert.equal(createdAtOf(derived), createdAtOf(one));
      assert.equal(derived, derivedId('p', one));
      assert.notEqual(derived, derivedId('q', one));
      assert.notEqual(derived, one);
    }),
  );
});
