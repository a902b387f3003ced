import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrograms } from '../debian.ts';
import { inCache } from '../paths.ts';
import { step } from '../progress.ts';
import { run, which } from '../run.ts';
import { isBuilt } from './build.ts';
import { pulumiPrograms, versions } from './programs.ts';

const folder = inCache('pulumi', versions.pulumi);

/** A Pulumi CLI and what must be in its environment. */
export interface PulumiCli {
  command: string;
  env: NodeJS.ProcessEnv;
}

/**
 * The official Pulumi CLI: the one on PATH, else the download of the pinned version.
 * @returns undefined where its address is out of reach
 */
export async function officialPulumi(): Promise<PulumiCli | undefined> {
  const own = await which('pulumi');
  if (own) return { command: own, env: {} };
  const downloaded = { command: join(folder, 'pulumi'), env: { PATH: `${folder}:${process.env.PATH}` } };
  if (existsSync(downloaded.command)) return downloaded;
  // Where it was out of reach before, asking again would only cost time.
  if (isBuilt(pulumiPrograms)) return undefined;
  await ensurePrograms({ curl: 'curl' });
  const machine = process.arch === 'arm64' ? 'arm64' : 'x64';
  const address = `https://get.pulumi.com/releases/sdk/pulumi-v${versions.pulumi}-linux-${machine}.tar.gz`;
  if (!(await isReachable(address))) return undefined;
  await step(`download Pulumi ${versions.pulumi}`, 20, () => download(address));
  return downloaded;
}

async function isReachable(address: string): Promise<boolean> {
  const anyFailure = Array.from({ length: 98 }, (_, n) => n + 1);
  return (await run('curl', ['-fsIL', '--max-time', '8', address], { allow: anyFailure })).code === 0;
}

async function download(address: string): Promise<void> {
  await mkdir(inCache('pulumi'), { recursive: true });
  const work = await mkdtemp(inCache('pulumi', 'new.'));
  await run('sh', ['-c', `curl -fsSL "${address}" | tar xz --strip-components=1 -C "${work}"`]);
  await rm(folder, { recursive: true, force: true });
  await rename(work, folder);
}
