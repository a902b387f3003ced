import { writeFile } from 'node:fs/promises';
import { say, step } from '../../test/cluster/progress.ts';
import { openWorkspace, type Target } from '../open-workspace.ts';
import { previewMarkdown } from '../preview/markdown.ts';
import { previewText } from '../preview/plain.ts';
import { readPlan } from '../preview/read-plan.ts';
import { checkAllowed, lossMessage } from '../preview/stores.ts';
import { judge } from '../preview/verdict.ts';
import { Pulumi } from '../pulumi.ts';
import { settingsOf } from '../stack-file.ts';
import { refuseShrinking, volumesIn } from '../volumes.ts';

export interface PreviewOptions extends Target {
  diff?: boolean;
  markdown?: boolean;
  /** File for the answer, besides nothing on stdout. */
  out?: string;
  allowStoreChanges?: string[];
}

/**
 * Shows what an `up` would change, with the policies' verdict, and changes nothing. Exit code 0: it may be deployed;
 * 1: it could not be planned; 3: a mandatory policy is violated; 4: a store would be replaced or deleted.
 */
export async function preview(stack: string, options: PreviewOptions): Promise<void> {
  const workspace = await openWorkspace(stack, options, 'plan');
  const pulumi = await Pulumi.open(workspace);
  refuseShrinking(stack, settingsOf(stack, workspace.overrides), volumesIn(await pulumi.exported()));
  if (options.diff) {
    console.log(await pulumi.stream(['preview', '--diff', ...pulumi.policies], { quiet: true }));
    return;
  }
  const allowed = options.allowStoreChanges ?? [];
  const plan = await step(`plan ${stack}`, 10, () => readPlan(pulumi));
  const verdict = judge(plan, allowed);
  const text = (options.markdown ? previewMarkdown : previewText)(stack, plan, verdict);
  if (options.out) await writeFile(options.out, text);
  else console.log(text);
  checkAllowed(verdict.losses, allowed);
  if (verdict.refused.length > 0) say(`\n✗ ${lossMessage(stack, verdict.refused)}`);
  process.exitCode = verdict.exitCode;
}
