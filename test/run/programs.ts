import { pulumiCli } from '../../deploy/cli.ts';
import { debianPrograms, ensurePrograms } from '../cluster/debian.ts';
import { buildTestPrograms } from '../cluster/toolchain/index.ts';
import { officialPulumi } from '../cluster/toolchain/official-pulumi.ts';

/** Builds every program that tests of stacks run and the cache lacks. */
export async function ensureTestPrograms(): Promise<void> {
  await ensurePrograms(debianPrograms);
  await buildTestPrograms({ pulumi: !(await officialPulumi()) });
  await pulumiCli();
}
