import { say } from '../../test/cluster/progress.ts';
import { Kubectl } from '../kubectl.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { Pulumi } from '../pulumi.ts';
import { type Status, statusOf } from '../status.ts';

/** Tells how a stack does; exit code 1 when it is not healthy. */
export async function status(stack: string, options: Target & { json?: boolean }): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'cluster');
  const found = await statusOf(await Pulumi.open(workspace), await Kubectl.open(workspace));
  if (options.json) console.log(JSON.stringify(found, null, 2));
  else printStatus(found);
  if (!found.healthy) process.exitCode = 1;
}

/** Shows a stack's status to a person. */
export function printStatus(status: Status): void {
  const checks = Object.entries(status.checks).map(([name, well]) => `${name} ${well ? '✓' : '✗'}`);
  say('');
  console.log(
    `${status.stack} ${status.version} ${status.healthy ? 'healthy' : 'NOT healthy'}  ${checks.join('  ')}`,
  );
  for (const [name, url] of Object.entries(status.urls)) console.log(`  ${name.padEnd(8)} ${url}`);
  console.log(`  image    ${status.imageDigest}`);
  console.log(`  API key  ${status.apiKeyCommand}`);
}
