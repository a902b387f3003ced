import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { contextHash } from '../../cluster/plugins/docker/context-hash.ts';

/** A build context, and the hash of what it holds at the moment. */
function build(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'context-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write('Dockerfile', 'FROM scratch');
  write('.dockerignore', '*\n!app\napp/cache\n');
  write('app/server.js', 'one');
  return { folder, write, hash: () => contextHash(folder, join(folder, 'Dockerfile')) };
}

test('what Docker would see changes the hash, and nothing else does', (t) => {
  const { folder, write, hash } = build(t);
  const first = hash();
  utimesSync(join(folder, 'app/server.js'), 1, 1);
  write('notes.md', 'ignored');
  write('app/cache/x', 'ignored');
  assert.equal(hash(), first);
  write('app/server.js', 'two');
  assert.notEqual(hash(), first);
  write('app/server.js', 'one');
  assert.equal(hash(), first);
});

test('a new name, another Dockerfile and another exception change it, too', (t) => {
  const { write, hash } = build(t);
  const seen = new Set([hash()]);
  write('app/more.js', '');
  seen.add(hash());
  write('Dockerfile', 'FROM busybox');
  seen.add(hash());
  write('.dockerignore', '*\n!app\n!notes.md\napp/cache\n');
  write('notes.md', 'no longer ignored');
  seen.add(hash());
  assert.equal(seen.size, 4);
});

test('a link to nowhere does not stop it', (t) => {
  const { folder, hash } = build(t);
  const before = hash();
  symlinkSync('nowhere', join(folder, 'app/link'));
  assert.notEqual(hash(), before);
});
