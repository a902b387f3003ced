import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { binFolder, clusterSource, inCache } from '../paths.ts';
import { inLanes, step } from '../progress.ts';
import { run } from '../run.ts';
import { goCommand, goEnvironment } from './go.ts';
import type { Program } from './programs.ts';
import { prepareProviderSource } from './provider-source.ts';

const BUILDS_AT_A_TIME = 2;
const source = (program: Program) => join(clusterSource, 'go', program.module);

export const isBuilt = (programs: Program[]) =>
  programs.every(({ name }) => existsSync(join(binFolder, name)));

/**
 * Builds the programs that the cache lacks, two at a time, and links each as `bin/<name>`.
 * A build is kept under a key made of its recipe and its module's files: a second checkout builds nothing.
 * @returns whether anything had to be built
 */
export async function buildPrograms(programs: Program[]): Promise<boolean> {
  const keyed = await Promise.all(
    programs.map(async (program) => ({ program, file: await builtFile(program) })),
  );
  const missing = keyed.filter(({ file }) => !existsSync(file));
  // The longest first: the last lane then has little left to wait for.
  missing.sort((a, b) => b.program.expected - a.program.expected);
  await inLanes(
    BUILDS_AT_A_TIME,
    missing.map(
      ({ program, file }) =>
        () =>
          step(`build ${program.name}`, program.expected, () => build(program, file)),
    ),
  );
  await mkdir(binFolder, { recursive: true });
  for (const { program, file } of keyed) await link(file, join(binFolder, program.name));
  return missing.length > 0;
}

/** Drops modules and intermediate results, ten times the size of the programs made of them. */
export async function dropBuildCaches(): Promise<void> {
  // The module cache is read-only by design; its owner may still change that.
  await run('sh', ['-c', `chmod -R u+w "${inCache('go')}" 2>/dev/null; rm -rf "${inCache('go')}"`]);
}

async function builtFile(program: Program): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify({ ...program, expected: undefined }));
  for (const name of await sourceFiles(source(program)))
    hash.update(name).update(await readFile(join(source(program), name)));
  return inCache('builds', `${program.name}-${hash.digest('hex').slice(0, 16)}`, program.name);
}

/** Generated files (the provider's schema) follow from go.mod, so they are no part of the key. */
async function sourceFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /(\.go|go\.mod|go\.sum)$/.test(name)).sort();
}

async function build(program: Program, file: string): Promise<void> {
  const go = await goCommand();
  const env = goEnvironment();
  if (program.module === 'pulumi') await prepareProviderSource(go, source(program), env);
  const set = Object.entries(program.set ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const output = `${file}.new`;
  await mkdir(join(file, '..'), { recursive: true });
  await rm(output, { force: true });
  await run(
    go,
    ['build', '-trimpath', '-ldflags', ['-s -w', ...set].join(' '), '-o', output, program.package],
    {
      cwd: source(program),
      env,
    },
  );
  await rename(output, file);
}

async function link(file: string, name: string): Promise<void> {
  const next = `${name}.${process.pid}.new`;
  await rm(next, { force: true });
  await symlink(file, next);
  await rename(next, name);
}
