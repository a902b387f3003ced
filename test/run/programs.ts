import { buildTestPrograms } from '../cluster/toolchain/index.ts';
import { officialPulumi } from '../cluster/toolchain/official-pulumi.ts';

/** Builds every program that tests of stacks run and the cache lacks. */
export async function ensureTestPrograms(): Promise<void> {
  await buildTestPrograms({ pulumi: !(await officialPulumi()) });
}
