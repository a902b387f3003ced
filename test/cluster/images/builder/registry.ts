import { Failure } from '../../failure.ts';
import { run } from '../../run.ts';
import type { BuiltImage } from './types.ts';

const MANIFESTS =
  'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

const ANSWER_MS = 10_000;

/** @param registry host and port, plain HTTP @throws Failure when no registry answers there */
export async function checkRegistry(registry: string): Promise<void> {
  const answer = await ask(registry, '/v2/');
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
  const headers = { accept: MANIFESTS };
  const answer = await ask(registry, `/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers });
  if (answer.status === 404) return undefined;
  if (!answer.ok)
    throw new Failure(`the registry at ${registry} answers ${answer.status} for ${repository}:${tag}`);
  return answer.headers.get('docker-content-digest') ?? undefined;
}

async function ask(registry: string, path: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  return fetch(`http://${registry}${path}`, { ...init, signal }).catch((error: Error) => {
    const reason = (error.cause as Error | undefined)?.message || error.message;
    throw new Failure(`no registry answers at ${registry}: ${reason}`);
  });
}
