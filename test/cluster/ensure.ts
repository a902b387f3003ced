import { existsSync } from 'node:fs';
import { isUp, startCluster } from './lifecycle.ts';
import { clusterFolder } from './paths.ts';
import { checkMachine } from './preflight.ts';
import { say } from './progress.ts';
import { isBuilt } from './toolchain/build.ts';
import { buildToolchain } from './toolchain/index.ts';
import { officialPulumi } from './toolchain/official-pulumi.ts';
import { clusterPrograms } from './toolchain/programs.ts';

/** Sets up what is missing, from packages to a running node. Quick when everything is there. */
export async function ensureCluster(): Promise<void> {
  if (isUp()) return;
  say(existsSync(clusterFolder) ? 'Starting the one-node cluster again' : 'Starting a one-node cluster');
  await checkMachine(!isBuilt(clusterPrograms));
  await buildToolchain({ pulumi: !(await officialPulumi()) });
  await startCluster();
}
