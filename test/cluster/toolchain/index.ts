import { say } from '../progress.ts';
import { buildPrograms, dropBuildCaches, isBuilt } from './build.ts';
import { clusterPrograms, pulumiPrograms, testPrograms } from './programs.ts';

/** Builds everything a machine without a cluster and without the official Pulumi CLI needs. */
export async function buildToolchain(options: { pulumi: boolean }): Promise<void> {
  if (options.pulumi && !isBuilt(pulumiPrograms))
    say('  ! the official Pulumi CLI cannot be downloaded: building it from its published source');
  const programs = options.pulumi ? [...clusterPrograms, ...pulumiPrograms] : clusterPrograms;
  if (await buildPrograms(programs)) await dropBuildCaches();
}

/** Builds the programs that only tests run. */
export async function buildTestPrograms(): Promise<void> {
  if (await buildPrograms(testPrograms)) await dropBuildCaches();
}
