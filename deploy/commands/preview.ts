import { Pulumi } from '../pulumi.ts';
import { openWorkspace, type Target } from '../workspace.ts';

/** Prints what an `up` would change, with the policies' verdict, and changes nothing. */
export async function preview(stack: string, options: Target & { diff?: boolean }): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'plan');
  const pulumi = await Pulumi.open(workspace);
  const args = ['preview', ...(options.diff ? ['--diff'] : []), ...pulumi.policies];
  console.log(await pulumi.stream(args, { quiet: true }));
}
