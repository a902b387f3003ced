import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { openLog } from '../../service/src/logging/log.ts';
import { openRotatingFile } from '../../service/src/logging/rotating-file.ts';
import { eventually } from './support/http.ts';

const DAY_MS = 86_400_000;
const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);

function folder(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'mcp-log-'));
  t.after(() => rmSync(path, { recursive: true }));
  return { file: join(path, 'api.log'), names: () => readdirSync(path).sort(), path };
}

const defaults = {
  keepDays: 7,
  maxBytes: 1_000_000,
  compress: true,
  onError: (error: Error) => assert.fail(error),
};

test('yesterday’s file is put away under its day, compressed, when the process starts today', async (t) => {
  const { file, names, path } = folder(t);
  writeFileSync(file, 'yesterday\n');
  const yesterday = new Date(Date.now() - DAY_MS);
  utimesSync(file, yesterday, yesterday);
  const log = openRotatingFile(file, defaults);
  log.write('today\n');
  const kept = `api-${day(1)}.1.log.gz`;
  await eventually(async () => (names().includes(kept) ? true : undefined));
  await log.close();
  assert.equal(gunzipSync(readFileSync(join(path, kept))).toString(), 'yesterday\n');
  assert.equal(readFileSync(file, 'utf8'), 'today\n');
});

test('a file that is full begins anew; no line is lost or split', async (t) => {
  const { file, names, path } = folder(t);
  const log = openRotatingFile(file, { ...defaults, maxBytes: 2000 });
  const lines = Array.from({ length: 200 }, (_, i) => `line ${i} ${'x'.repeat(40)}\n`);
  for (const line of lines) log.write(line);
  await log.close();
  await eventually(async () => (names().length > 2 ? true : undefined));
  const read = (name: string) => {
    const bytes = readFileSync(join(path, name));
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  };
  const order = (name: string) => Number(/\.(\d+)\.log/.exec(name)?.[1] ?? Number.POSITIVE_INFINITY);
  const all = names().sort((a, b) => order(a) - order(b));
  assert.equal(all.map(read).join(''), lines.join(''));
});

test('files older than seven days go, everything else stays', async (t) => {
  const { file, names, path } = folder(t);
  for (const name of [`api-${day(9)}.1.log.gz`, `api-${day(8)}.1.log`, `api-${day(7)}.1.log.gz`]) {
    writeFileSync(join(path, name), '');
  }
  for (const name of [`other-${day(9)}.1.log.gz`, `api-${day(9)}.1.txt`]) writeFileSync(join(path, name), '');
  const log = openRotatingFile(file, defaults);
  log.write('x\n');
  await eventually(async () => (names().length === 4 ? true : undefined));
  await log.close();
  assert.deepEqual(
    names(),
    [`api-${day(9)}.1.txt`, `api-${day(7)}.1.log.gz`, 'api.log', `other-${day(9)}.1.log.gz`].sort(),
  );
});

test('a file that cannot be written is told once and stops nothing', async (t) => {
  const { path } = folder(t);
  writeFileSync(join(path, 'plain'), '');
  const errors: Error[] = [];
  const log = openRotatingFile(join(path, 'plain', 'api.log'), {
    ...defaults,
    onError: (error) => errors.push(error),
  });
  await eventually(async () => {
    log.write('x\n');
    return errors.length > 0 ? true : undefined;
  });
  log.write('y\n');
  await log.close();
  assert.equal(errors.length, 1);
});

test('the log has its lines in the file, with secrets blotted out', async (t) => {
  const { file } = folder(t);
  const { log, close } = openLog({ level: 'warn', file, max_size_mb: 1, keep_days: 7, compress: true });
  log.info({}, 'too quiet');
  log.level = 'info';
  log.info({ db: { password: 'hush' } }, 'told');
  await close();
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ msg, level, db }) => ({ msg, level, db })),
    [{ msg: 'told', level: 'info', db: { password: '***' } }],
  );
});
