import { join } from 'node:path';
import { projectFolder } from '../../../deploy/project.ts';
import type { Status } from '../../../deploy/status.ts';
import { type RunResult, run } from '../../cluster/run.ts';

export const STACK = 'e2e';
/** The stack's usual configuration. */
export const configuration = join(projectFolder, 'test/e2e/Pulumi.e2e.yaml');

/** Runs ./deploy.sh on the test's own stack. @param file configuration other than the test's usual one */
export function deploy(
  command: string,
  args: string[] = [],
  file = configuration,
  allow: number[] = [],
): Promise<RunResult> {
  return run(join(projectFolder, 'deploy.sh'), [command, STACK, '--config-file', file, ...args], { allow });
}

export async function status(): Promise<Status> {
  return JSON.parse((await deploy('status', ['--json'])).stdout) as Status;
}

/** The first API key, by the command that `status` names. */
export async function firstApiKey(): Promise<string> {
  return (await run('sh', ['-c', (await status()).apiKeyCommand])).stdout.trim();
}
