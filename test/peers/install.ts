import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../cluster/paths.ts';
import { step } from '../cluster/progress.ts';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'python/requirements.txt');
const SERVER_MEMORY = '@modelcontextprotocol/server-memory';
const SERVER_MEMORY_VERSION = '2026.8.31';

/** Makes a folder of the cache once for each `key`; one that was left half-made is made anew. */
async function once(
  name: string,
  key: string,
  seconds: number,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const folder = join(cacheFolder, 'peers', `${name}-${hash}`);
  const marker = join(folder, '.complete');
  if (await stat(marker).catch(() => undefined)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await step(`install ${name}`, seconds, () => make(folder));
  await writeFile(marker, '');
  return folder;
}

/** The programs of the Python peers. @throws what pip says */
export async function pythonPrograms(): Promise<string> {
  const folder = await once('python', await readFile(requirements, 'utf8'), 60, async (at) => {
    // The system's own Python: others are often built without loadable SQLite extensions, which a peer needs.
    await run('/usr/bin/python3', ['-m', 'venv', at]);
    await run(join(at, 'bin/pip'), ['install', '--quiet', '--requirement', requirements]);
  });
  return join(folder, 'bin');
}

/** The program of the official memory server, to be run by Node. @throws what npm says */
export async function serverMemoryProgram(): Promise<string> {
  const folder = await once('server-memory', SERVER_MEMORY_VERSION, 10, async (at) => {
    await run('npm', ['install', '--prefix', at, '--no-audit', `${SERVER_MEMORY}@${SERVER_MEMORY_VERSION}`]);
  });
  return join(folder, 'node_modules', SERVER_MEMORY, 'dist/index.js');
}

export const serverMemoryVersion = SERVER_MEMORY_VERSION;

/** The version of a Python peer as it is pinned. */
export async function pinned(name: string): Promise<string> {
  const text = await readFile(requirements, 'utf8');
  return new RegExp(`^${name}==(.+)$`, 'm').exec(text)?.[1] ?? 'unknown';
}
