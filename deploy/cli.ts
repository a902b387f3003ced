import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { debianPrograms, ensurePrograms } from '../test/cluster/debian.ts';
import { binFolder, inCache } from '../test/cluster/paths.ts';
import { installPlugins } from '../test/cluster/plugins/install.ts';
import { say, step } from '../test/cluster/progress.ts';
import { run, which } from '../test/cluster/run.ts';
import { buildToolchain, isBuilt } from '../test/cluster/toolchain/index.ts';
import { pulumiPrograms, versions } from '../test/cluster/toolchain/programs.ts';

/** A Pulumi CLI and what must be in its environment. */
export interface PulumiCli {
  command: string;
  env: NodeJS.ProcessEnv;
}

const officialFolder = inCache('pulumi', versions.pulumi);

/** The Pulumi CLI: the one on PATH, else the official download, else one built from its published source. */
export async function pulumiCli(): Promise<PulumiCli> {
  const own = await which('pulumi');
  if (own) return { command: own, env: {} };
  const official = join(officialFolder, 'pulumi');
  if (existsSync(official) || (!isBuilt(pulumiPrograms) && (await download())))
    return { command: official, env: { PATH: `${officialFolder}:${process.env.PATH}` } };
  if (!isBuilt(pulumiPrograms))
    say('  ! the official Pulumi CLI cannot be downloaded: building it from its published source');
  await ensurePrograms(debianPrograms);
  await buildToolchain({ pulumi: true });
  const home = inCache('pulumi-home');
  const env = {
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: '1',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // The program, the policies and the stand-ins are Node processes that start anew with every command.
    NODE_COMPILE_CACHE: inCache('node-compile'),
  };
  const path = await installPlugins({
    pulumi: join(binFolder, 'pulumi'),
    pulumiHome: home,
    binFolder,
    log: say,
  });
  return {
    command: join(path, 'pulumi'),
    env: { ...env, PATH: `${path}:${process.env.PATH}` },
  };
}

/** Fetches the official CLI. @returns false where its address is not reachable */
async function download(): Promise<boolean> {
  const machine = process.arch === 'arm64' ? 'arm64' : 'x64';
  const address = `https://get.pulumi.com/releases/sdk/pulumi-v${versions.pulumi}-linux-${machine}.tar.gz`;
  if (
    (
      await run('curl', ['-fsIL', '--max-time', '8', address], {
        allow: Array.from({ length: 98 }, (_, n) => n + 1),
      })
    ).code !== 0
  )
    return false;
  await step(`download Pulumi ${versions.pulumi}`, 20, async () => {
    await mkdir(inCache('pulumi'), { recursive: true });
    const work = await mkdtemp(inCache('pulumi', 'new.'));
    await run('sh', ['-c', `curl -fsSL "${address}" | tar xz --strip-components=1 -C "${work}"`]);
    await rm(officialFolder, { recursive: true, force: true });
    await rename(work, officialFolder);
  });
  return true;
}
