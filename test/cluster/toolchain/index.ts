import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder } from '../paths.ts';
import { buildPrograms, dropBuildCaches } from './build.ts';
import { clusterPrograms, type Program, pulumiPrograms, testPrograms } from './programs.ts';

export const isBuilt = (programs: Program[]) =>
  programs.every(({ name }) => existsSync(join(binFolder, name)));

/** Builds everything a machine without a cluster and without the official Pulumi CLI needs. */
export async function buildToolchain(options: { pulumi: boolean }): Promise<void> {
  const programs = options.pulumi ? [...clusterPrograms, ...pulumiPrograms] : clusterPrograms;
  if (await buildPrograms(programs)) await dropBuildCaches();
}

/** Builds the programs that only tests run. */
export async function buildTestPrograms(): Promise<void> {
  if (await buildPrograms(testPrograms)) await dropBuildCaches();
}
