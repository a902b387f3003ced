import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { dump, load } from 'js-yaml';
import { Failure } from '../test/cluster/failure.ts';
import { embeddedContext, inCluster } from '../test/cluster/paths.ts';
import { say } from '../test/cluster/progress.ts';
import { embeddedWorkspace } from './embedded.ts';
import { projectFolder } from './project.ts';
import { readStackFile, type StackFile, settingsOf } from './stack-file.ts';
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

export interface Target {
  configFile?: string;
  context?: string;
}

/** What a command needs of its workspace: a running cluster, or only to look at the program's plan. */
export type Need = 'running' | 'cluster' | 'plan';

/**
 * Opens the workspace of a stack on the cluster that its settings or `--context` name.
 * @throws Failure when the settings are wrong, name no cluster although one is needed, or contradict `--context`
 */
export async function openWorkspace(stack: string, target: Target, need: Need): Promise<Workspace> {
  const file = await readStackFile(stack, target.configFile);
  const named = settingsOf(stack, file.overrides).cluster.context;
  if (target.context && named && target.context !== named)
    throw new Failure(
      `stack ${stack} belongs to context "${named}", not to "${target.context}": change settings.cluster.context in ${file.path} if that is meant`,
    );
  const context = target.context ?? named;
  if (context === embeddedContext) {
    if (need !== 'plan' || existsSync(inCluster('projects', stack)))
      return embeddedWorkspace(stack, file, need === 'running');
    return withoutState(stack, file);
  }
  if (need === 'plan' && !hasBackend()) return withoutState(stack, file);
  if (!context && need !== 'plan')
    throw new Failure(
      `stack ${stack} names no cluster: set settings.cluster.context in ${file.path} to a kubeconfig context (or to ${embeddedContext} for a one-node cluster on this machine), or give --context`,
    );
  if (!hasBackend())
    throw new Failure(`stack ${stack} has no state backend: run \`pulumi login\` or set PULUMI_BACKEND_URL`);
  if (target.context && !named)
    throw new Failure(
      `record the context first, so that everybody deploys to the same cluster: settings.cluster.context: ${target.context} in ${file.path}`,
    );
  const configFile = target.configFile && resolve(target.configFile);
  return {
    stack,
    folder: projectFolder,
    overrides: file.overrides,
    kind: 'named',
    context,
    env: {},
    configFile,
  };
}

function withoutState(stack: string, file: StackFile): Promise<Workspace> {
  say(`  ! no state of stack ${stack} is in reach: everything is shown as new`);
  return emptyWorkspace(stack, file.content, file.overrides);
}

/**
 * URL of a folder that holds states. Without files of attributes beside each state: a run that is killed while it
 * writes one leaves it empty, and then the state cannot be read.
 */
export const folderUrl = (folder: string): string => `file://${folder}?metadata=skip`;

/** Whether the user chose where Pulumi keeps its state. */
function hasBackend(): boolean {
  const home = process.env.PULUMI_HOME ?? join(homedir(), '.pulumi');
  return Boolean(
    process.env.PULUMI_BACKEND_URL ||
      process.env.PULUMI_ACCESS_TOKEN ||
      existsSync(join(home, 'credentials.json')),
  );
}

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
