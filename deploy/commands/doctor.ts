import { Failure } from '../../test/cluster/failure.ts';
import { parts, storage, version } from '../doctor/cluster.ts';
import type { Ask, Finding } from '../doctor/finding.ts';
import { nodeSettings } from '../doctor/node-settings.ts';
import { priorities } from '../doctor/priorities.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { settingsOf } from '../stack-file.ts';

/** Every exit code that kubectl has. */
const ANY = Array.from({ length: 255 }, (_, code) => code + 1);
const TIMEOUT_MS = 30_000;

/** Tells whether the cluster has what a stack needs, and changes nothing. Exit code 1 where something is missing. */
export async function doctor(stack: string, options: Target & { json?: boolean }): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'cluster');
  const kubectl = await Kubectl.open(workspace);
  const ask: Ask = (args) => kubectl.run(args, { allow: ANY, timeout: TIMEOUT_MS });
  const settings = settingsOf(stack, workspace.overrides);
  const first = await version(ask);
  const found: Finding[] = first.problem
    ? [first]
    : [
        first,
        await storage(settings, ask),
        ...(await parts(settings, ask)),
        ...(await priorities(settings, ask)),
        ...(await nodeSettings(ask)),
      ];
  const lines = found.map(
    ({ what, problem }) => `  ${problem ? '✗' : '✓'} ${what}${problem ? `: ${problem}` : ''}`,
  );
  console.log(options.json ? JSON.stringify({ stack, findings: found }, null, 2) : lines.join('\n'));
  const problems = found.filter(({ problem }) => problem);
  if (problems.length > 0)
    throw new Failure(`${problems.length} of ${found.length} are not as ${stack} needs them`);
}
