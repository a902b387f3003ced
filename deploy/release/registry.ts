import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../test/cluster/failure.ts';

const TIMEOUT_MS = 20_000;

/** What a registry may answer with: an image, or a list of images for several machines. */
const KINDS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Docker Hub answers under another name than the one that images carry. */
const addressOf = (registry: string) => (registry === 'docker.io' ? 'registry-1.docker.io' : registry);
const isLoopback = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(host);

/**
 * The digest that a registry has under a tag, asked with the credentials of `docker login` where there are any.
 * @param name the image without its tag, such as `ghcr.io/owner/mcp-api`
 * @returns `sha256:…`
 * @throws Failure where the registry does not answer, refuses, or has no such tag
 */
export async function digestOf(name: string, tag: string): Promise<string> {
  const [registry = '', ...path] = name.split('/');
  const host = addressOf(registry);
  const repository =
    host === 'registry-1.docker.io' && path.length === 1 ? `library/${path[0]}` : path.join('/');
  const url = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${repository}/manifests/${tag}`;
  const basic = await credentials(registry);
  const ask = (authorization?: string) =>
    request(url, { method: 'HEAD', headers: { accept: KINDS, ...(authorization ? { authorization } : {}) } });
  let answer = await ask(basic);
  const challenge = answer.headers.get('www-authenticate') ?? '';
  if (answer.status === 401 && /^bearer /i.test(challenge))
    answer = await ask(`Bearer ${await token(challenge, basic)}`);
  if (answer.status === 404) throw new Failure(`${name} has no tag ${tag}`);
  const digest = answer.headers.get('docker-content-digest');
  if (!answer.ok || !digest)
    throw new Failure(`${registry} does not tell the digest of ${name}:${tag}: status ${answer.status}`);
  return digest;
}

/** A token for one repository, from where the registry says that it is given. */
async function token(challenge: string, basic: string | undefined): Promise<string> {
  const parts = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  const url = new URL(parts.realm ?? '');
  for (const name of ['service', 'scope'] as const) if (parts[name]) url.searchParams.set(name, parts[name]);
  const answer = await request(url, basic ? { headers: { authorization: basic } } : {});
  if (!answer.ok) throw new Failure(`${url.host} gives no token: status ${answer.status}`);
  const body = (await answer.json()) as { token?: string; access_token?: string };
  return body.token ?? body.access_token ?? '';
}

/** What `docker login` has written down for a registry; credential helpers are not asked. */
async function credentials(registry: string): Promise<string | undefined> {
  const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), '.docker'), 'config.json');
  if (!existsSync(file)) return undefined;
  const { auths = {} } = JSON.parse(await readFile(file, 'utf8')) as {
    auths?: Record<string, { auth?: string }>;
  };
  const key = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  return auths[key]?.auth ? `Basic ${auths[key].auth}` : undefined;
}

const request = (url: string | URL, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: Error) => {
    throw new Failure(
      `${new URL(url).host} does not answer: ${(error.cause as Error)?.message ?? error.message}`,
    );
  });
