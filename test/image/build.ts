import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { buildService } from '../../deploy/service-build.ts';
import { images } from '../../stacks/profiles/images.ts';
import { dockerHost } from '../cluster/node/docker.ts';
import { type RunResult, run } from '../cluster/run.ts';
import { ensureStoreImages } from '../cluster/store-images.ts';

export const IMAGE = 'mcp-api:test';

/** Runs the docker client on the daemon that the cluster has, or the machine's own. */
export type Docker = (args: string[], allow?: number[]) => Promise<RunResult>;

/** Builds the service image from the bundle, as the embedded cluster's stacks do. */
export async function buildImage(): Promise<Docker> {
  const registry = await ensureStoreImages();
  const host = await dockerHost(true);
  const env = { ...process.env, ...(host ? { DOCKER_HOST: host } : {}) };
  const docker: Docker = (args, allow = []) => run('docker', args, { env, allow });
  await buildService();
  await docker([
    'build',
    ...['--file', join(projectFolder, 'service/Dockerfile'), '--target', 'prebuilt', '--network', 'none'],
    ...['--build-arg', `NODE_IMAGE=${registry}/${images.node}`, '--tag', IMAGE, projectFolder],
  ]);
  return docker;
}
