import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { projectFolder } from './project.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Where and as whom Pulumi and kubectl work on one stack. */
export interface Workspace {
  stack: string;
  /** Folder that holds Pulumi.yaml and the stack's configuration. */
  folder: string;
  /** The stack's settings, as its program gets them. */
  overrides: Record<string, unknown>;
  /** `embedded`: the one-node cluster; `named`: a kubeconfig context; `none`: an empty state without a cluster. */
  kind: 'embedded' | 'named' | 'none';
  kubeconfig?: string;
  context: string;
  /** Folder of a file backend that belongs to this machine alone. */
  stateFolder?: string;
  env: NodeJS.ProcessEnv;
  /** Configuration file, where it is not the one that lies in `folder`. */
  configFile?: string;
}

/** The stack's configuration, as Pulumi reads it. */
export const stackFilePath = ({ configFile, folder, stack }: Workspace): string =>
  configFile ?? join(folder, `Pulumi.${stack}.yaml`);

/**
 * URL of a folder that holds states. Without files of attributes beside each state: a run that is killed while it
 * writes one leaves it empty, and then the state cannot be read.
 */
export const folderUrl = (folder: string): string => `file://${folder}?metadata=skip`;

/** A workspace with an empty state and no cluster: enough to see what would be made. */
export async function emptyWorkspace(
  stack: string,
  content: object,
  overrides: Record<string, unknown>,
): Promise<Workspace> {
  const folder = await temporaryFolder('plan');
  const state = join(folder, 'state');
  await mkdir(state);
  await writeProject(folder, stack, dump(content));
  const env = {
    PULUMI_BACKEND_URL: folderUrl(state),
    PULUMI_CONFIG_PASSPHRASE: 'nothing-is-kept',
    KUBECONFIG: '/dev/null',
  };
  return { stack, folder, overrides, kind: 'none', context: '', env };
}

/** Writes a project folder whose program is this checkout's, so that Pulumi changes no file of the checkout. */
export async function writeProject(folder: string, stack: string, stackFile: string): Promise<void> {
  const project = load(await readFile(join(projectFolder, 'Pulumi.yaml'), 'utf8')) as Record<string, unknown>;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(
    join(folder, 'Pulumi.yaml'),
    dump({ ...project, main: join(projectFolder, String(project.main ?? '.')) }),
  );
  await writeFile(join(folder, `Pulumi.${stack}.yaml`), stackFile, { mode: 0o600 });
}
