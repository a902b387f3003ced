import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Announced, Listener } from '../../../../service/src/events/bus.ts';
import { createShortLookup } from '../../../../service/src/memories/short-lookup.ts';

/** A short tier that holds nothing, how often it was asked, and the events about it. */
function tier({ hearing = true, populated = [] as string[] } = {}) {
  const listeners: Listener[] = [];
  const asked: string[] = [];
  const short = {
    findByContent: async (project: string) => {
      asked.push(project);
      return null;
    },
    populated: async () => populated,
  };
  const events = {
    on: (listener: Listener) => {
      listeners.push(listener);
      return () => true;
    },
    hearing: () => hearing,
  };
  const tell = (event: object) => {
    for (const listener of listeners) listener(event as Announced, 'elsewhere');
  };
  const lookup = createShortLookup(short, events);
  return { asked, tell, find: (project = 'p') => lookup.findByContent(project, 'text') };
}

const stored = { type: 'memory.stored', project: 'p', id: 'x', tier: 'short' };

test('a project with an empty short tier is asked for once, each project by itself', async () => {
  const { asked, find } = tier();
  for (const project of ['p', 'p', 'q', 'p']) assert.equal(await find(project), null);
  assert.deepEqual(asked, ['p', 'q']);
});

test('it is asked again after something was put there, and after events may have been missed', async () => {
  const { asked, find, tell } = tier();
  await find();
  tell({ ...stored, tier: 'mid' });
  tell({ ...stored, project: 'q' });
  await find();
  assert.equal(asked.length, 1);
  tell(stored);
  await find();
  assert.equal(asked.length, 2);
  tell({ type: 'bus.resumed' });
  await find();
  assert.equal(asked.length, 3);
});

test('what was put there while it was asked is not overlooked', async () => {
  const { asked, find, tell } = tier();
  const finding = find();
  tell(stored);
  await finding;
  await find();
  assert.equal(asked.length, 2);
});

test('nothing is remembered of a tier with something in it, nor while the others are not heard', async () => {
  for (const options of [{ populated: ['p'] }, { hearing: false }]) {
    const { asked, find } = tier(options);
    await find();
    await find();
    assert.equal(asked.length, 2);
  }
});
