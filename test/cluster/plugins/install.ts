import { createHash } from 'node:crypto';
import {
  chmod,
  constants,
  copyFile,
  mkdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../run.ts';
import { bundle } from './bundle.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);

export interface PluginOptions {
  /** Path of the Pulumi CLI. */
  pulumi: string;
  /** Pulumi's home folder: plugins are installed below it. */
  pulumiHome: string;
  /** Folder with pulumi-language-nodejs and pulumi-resource-kubernetes. */
  binFolder: string;
  log?: (line: string) => void;
}

/** Stand-ins for official plugins, and the SDK that their versions follow. */
const STAND_INS = ['random', 'docker'] as const;

const versionOf = async (name: string): Promise<string> => {
  const manifest = require.resolve(`@pulumi/${name}/package.json`);
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
};

/**
 * Installs the Kubernetes plugin and the stand-ins into `pulumiHome`, and makes what the CLI looks for on PATH.
 * Quick where nothing has changed.
 * @returns the folder to put first on PATH: CLI, language host and policy analyzer
 */
export async function installPlugins(options: PluginOptions): Promise<string> {
  const path = join(options.pulumiHome, 'path');
  const key = await contentKey(options);
  const marker = join(options.pulumiHome, 'installed');
  if ((await readFile(marker, 'utf8').catch(() => '')) === key) return path;

  const work = join(options.pulumiHome, 'new-plugins');
  await rm(work, { recursive: true, force: true });
  for (const name of STAND_INS) {
    options.log?.(`  ! the official ${name} plugin cannot be downloaded here: installing its stand-in`);
    await bundle(join(folder, name, 'main.ts'), join(work, name, 'main.mjs'));
    await program(join(work, name, `pulumi-resource-${name}`), standIn(name, await versionOf(name)));
    await install(options, name, join(work, name));
  }
  await mkdir(join(work, 'kubernetes'), { recursive: true });
  await symlink(
    join(options.binFolder, 'pulumi-resource-kubernetes'),
    join(work, 'kubernetes', 'pulumi-resource-kubernetes'),
  );
  await install(options, 'kubernetes', join(work, 'kubernetes'));
  await rm(work, { recursive: true, force: true });

  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  await symlink(join(options.binFolder, 'pulumi-language-nodejs'), join(path, 'pulumi-language-nodejs'));
  // Beside its parts, as in the official download: the CLI warns of parts that lie elsewhere.
  await copyFile(options.pulumi, join(path, 'pulumi'), constants.COPYFILE_FICLONE);
  await program(
    join(path, 'pulumi-analyzer-policy'),
    await readFile(join(folder, 'pulumi-analyzer-policy'), 'utf8'),
  );
  await writeFile(marker, key);
  return path;
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell resolves it
const standIn = (name: string, version: string): string =>
  [
    '#!/bin/sh',
    `echo "stand-in for the official ${name} plugin ${version}: it serves only what this project uses" >>"$(dirname "$0")/stand-in.log"`,
    // Compiled code is kept beside the program: loading it takes half of its start otherwise.
    'export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$(dirname "$0")/compiled}"',
    `PLUGIN_VERSION=${version} exec node "$(dirname "$0")/main.mjs" "$@"`,
    '',
  ].join('\n');
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell resolves it

async function program(path: string, content: string): Promise<void> {
  await writeFile(path, content);
  await chmod(path, 0o755);
}

async function install({ pulumi, pulumiHome }: PluginOptions, name: string, from: string): Promise<void> {
  await run(
    pulumi,
    ['plugin', 'install', 'resource', name, await versionOf(name), '--reinstall', '--file', from],
    {
      env: { ...process.env, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: '1' },
    },
  );
}

/** Changes with the sources of the stand-ins, the SDKs and the programs of the tool chain. */
async function contentKey({ binFolder }: PluginOptions): Promise<string> {
  const hash = createHash('sha256');
  const sources = [
    'install.ts',
    'bundle.ts',
    'pulumi-analyzer-policy',
    'lib/serve.ts',
    'lib/secrets.ts',
    'lib/types.ts',
  ];
  const own = ['random/main.ts', 'random/text.ts', 'docker/main.ts', 'docker/image.ts', 'docker/docker.ts'];
  for (const file of [...sources, ...own, 'docker/context-hash.ts']) {
    hash.update(await readFile(join(folder, file)));
  }
  for (const name of [...STAND_INS, 'kubernetes', 'pulumi']) hash.update(await versionOf(name));
  for (const name of ['pulumi', 'pulumi-language-nodejs', 'pulumi-resource-kubernetes']) {
    hash.update(await realpath(join(binFolder, name)));
  }
  return hash.digest('hex');
}
