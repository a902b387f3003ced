import { Failure } from '../../failure.ts';
import { run } from '../../run.ts';
import type { BuiltImage } from './types.ts';

const MANIFESTS =
  'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/** Says clearly that no registry answers. @param registry host and port, plain HTTP */
export async function checkRegistry(registry: string): Promise<void> {
  const answer = await fetch(`http://${registry}/v2/`).catch((error: Error) => error);
  if (answer instanceof Error)
    throw new Failure(
      `no registry answers at ${registry}: ${(answer.cause as Error)?.message ?? answer.message}`,
    );
  if (!answer.ok) throw new Failure(`the registry at ${registry} answers ${answer.status} to /v2/`);
}

/** Pushes an image under each of its tags where the registry lacks it. @returns whether anything was pushed */
export async function pushMissing(image: BuiltImage, registry: string, crane: string): Promise<boolean> {
  let pushed = false;
  for (const tag of image.tags) {
    if ((await remoteDigest(registry, image.repository, tag)) === image.digest) continue;
    const reference = `${registry}/${image.repository}:${tag}`;
    await run(crane, ['push', '--insecure', image.layout, reference]).catch((error: Error) => {
      throw new Failure(`the registry refused ${reference}: ${error.message}`);
    });
    pushed = true;
  }
  return pushed;
}

async function remoteDigest(registry: string, repository: string, tag: string): Promise<string | undefined> {
  const url = `http://${registry}/v2/${repository}/manifests/${tag}`;
  const answer = await fetch(url, { method: 'HEAD', headers: { accept: MANIFESTS } });
  if (answer.status === 404) return undefined;
  if (!answer.ok)
    throw new Failure(`the registry at ${registry} answers ${answer.status} for ${repository}:${tag}`);
  return answer.headers.get('docker-content-digest') ?? undefined;
}
