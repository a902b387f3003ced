import { debianPrograms, ensurePrograms } from '../debian.ts';
import { say } from '../progress.ts';
import { buildPrograms, dropBuildCaches, isBuilt } from './build.ts';
import { clusterPrograms, type Program, pulumiPrograms, testPrograms } from './programs.ts';

interface Needs {
  /** Whether the Pulumi CLI has to be built. */
  pulumi: boolean;
}

/** Builds everything a machine without a cluster and without the official Pulumi CLI needs. */
export const buildToolchain = ({ pulumi }: Needs) =>
  build([...clusterPrograms, ...(pulumi ? pulumiPrograms : [])], pulumi);

/** Builds the programs that only tests run; with Pulumi also the cluster's, which share its modules. */
export const buildTestPrograms = ({ pulumi }: Needs) =>
  build([...testPrograms, ...(pulumi ? [...clusterPrograms, ...pulumiPrograms] : [])], pulumi);

/** The Debian packages come first: builds and the cluster use their programs. */
async function build(programs: Program[], pulumi: boolean): Promise<void> {
  await ensurePrograms(debianPrograms);
  if (pulumi && !isBuilt(pulumiPrograms))
    say('  ! the official Pulumi CLI cannot be downloaded: building it from its published source');
  if (await buildPrograms(programs)) await dropBuildCaches();
}
