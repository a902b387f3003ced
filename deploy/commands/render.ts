import { cp, mkdir, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../../test/cluster/failure.ts';
import { say, step } from '../../test/cluster/progress.ts';
import { maskRendered } from '../mask-rendered.ts';
import type { Target } from '../open-workspace.ts';
import { Pulumi } from '../pulumi.ts';
import { readStackFile, settingsOf } from '../stack-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { emptyWorkspace } from '../workspace.ts';

/** Writes a stack's manifests into an empty folder, secrets masked. Neither a cluster nor the stack's state is touched. */
export async function render(stack: string, options: Target & { out: string }): Promise<void> {
  const out = resolve(options.out);
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length > 0)
    throw new Failure(`--out ${out} is not empty: name a new or an empty folder`);
  const file = await readStackFile(stack, options.configFile);
  settingsOf(stack, file.overrides);
  const pulumi = await Pulumi.open(await emptyWorkspace(stack, file.content, file.overrides));
  // Readable by nobody else until the secrets are masked, and gone if that is never reached.
  const work = await temporaryFolder('render');
  await step(`render ${stack}`, 5, async () => {
    await pulumi.stream(['up', '--yes', '--skip-preview'], {
      quiet: true,
      // The provider renders only where it is told of no cluster at all.
      env: { MCP_RENDER_DIR: work, KUBECONFIG: undefined },
    });
    await maskRendered(work);
    await cp(work, out, { recursive: true });
  });
  say(`  manifests of ${stack}: ${out}`);
}
