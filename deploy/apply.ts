import { Failure } from '../test/cluster/failure.ts';
import { dockerHost } from '../test/cluster/node/docker.ts';
import { step } from '../test/cluster/progress.ts';
import { ensureStoreImages } from '../test/cluster/store-images.ts';
import { wake } from './commands/start.ts';
import { explain } from './explain.ts';
import type { Kubectl } from './kubectl.ts';
import { guardStores } from './preview/guard-stores.ts';
import type { Pulumi } from './pulumi.ts';
import { refreshing } from './refresh.ts';
import { currentRelease } from './release/current.ts';
import { buildService } from './service-build.ts';
import { settingsOf } from './stack-file.ts';
import type { Workspace } from './workspace.ts';

/** Stores are waited for while others start: with the usual 16 at a time they would hold each other up. */
const AT_ONCE = ['--parallel', '64'];

export interface ApplyOptions {
  /** `Kind/name` of each store, volume and credential that may be replaced or deleted. */
  allowed?: string[];
  /** Looks at the cluster first, so that what others changed there is brought back. */
  refresh?: boolean | undefined;
  verbose?: boolean | undefined;
  /** What an earlier run of the same process has returned: then no image is looked at again. */
  images?: NodeJS.ProcessEnv;
}

/**
 * Lets Pulumi bring a stack to its settings, after a look at what would become of its stores.
 * @returns what the images need in the environment of further runs
 */
export async function applyStack(
  pulumi: Pulumi,
  kubectl: Kubectl,
  { allowed = [], refresh, verbose, images }: ApplyOptions,
): Promise<NodeJS.ProcessEnv> {
  const { workspace } = pulumi;
  const release = await currentRelease(workspace);
  await guardStores(pulumi, { allowed, release, refresh });
  const env = images ?? (await prepareImages(workspace));
  await wake(kubectl);
  const looking = refreshing(refresh);
  const named = [...(release ? ['--message', release] : []), ...looking.args];
  await step(`pulumi up ${workspace.stack}`, 30, () =>
    pulumi
      .stream(['up', '--yes', '--skip-preview', ...named, ...AT_ONCE, ...pulumi.policies], {
        verbose,
        env: { ...env, ...looking.env },
      })
      .catch(async (error: Error) => {
        throw new Failure(`${error.message}${await explain(kubectl)}`);
      }),
  );
  return env;
}

/** What the one-node cluster cannot download is built here; elsewhere only the service is, where the stack builds it. */
async function prepareImages(workspace: Workspace): Promise<NodeJS.ProcessEnv> {
  const { image } = settingsOf(workspace.stack, workspace.overrides).api;
  await Promise.all([
    workspace.kind === 'embedded' && ensureStoreImages(),
    image.build !== undefined && buildService(),
  ]);
  if (!image.build) return {};
  const host = await dockerHost(workspace.kind === 'embedded');
  return host ? { DOCKER_HOST: host } : {};
}
