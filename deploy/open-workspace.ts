import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../test/cluster/failure.ts';
import { embeddedContext, inCluster } from '../test/cluster/paths.ts';
import { say } from '../test/cluster/progress.ts';
import { embeddedWorkspace } from './embedded.ts';
import { projectFolder } from './project.ts';
import { readStackFile, type StackFile, settingsOf } from './stack-file.ts';
import { emptyWorkspace, type Workspace } from './workspace.ts';

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

/** Whether the user chose where Pulumi keeps its state. */
function hasBackend(): boolean {
  const home = process.env.PULUMI_HOME ?? join(homedir(), '.pulumi');
  return Boolean(
    process.env.PULUMI_BACKEND_URL ||
      process.env.PULUMI_ACCESS_TOKEN ||
      existsSync(join(home, 'credentials.json')),
  );
}
