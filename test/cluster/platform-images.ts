import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { binFolder, inCache } from './paths.ts';
import { step } from './progress.ts';
import { run } from './run.ts';

/** The cluster's own images: one static program each and nothing else. */
const platformImages = {
  pause: { reference: 'mcp-system/pause:1', program: 'pause' },
  coredns: { reference: 'coredns/coredns:v1.15.0', program: 'coredns' },
  traefik: { reference: 'library/traefik:v3.5.3', program: 'traefik' },
  metricsServer: { reference: 'metrics-server/metrics-server:v0.9.0', program: 'metrics-server' },
} as const;

type PlatformImages = Record<keyof typeof platformImages, string>;

/**
 * Pushes the cluster's own images to its registry where they are missing or made of another build.
 * @returns their full references
 */
export async function ensurePlatformImages(registry: string): Promise<PlatformImages> {
  const result = {} as PlatformImages;
  for (const [name, { reference, program }] of Object.entries(platformImages)) {
    const full = `${registry}/${reference}`;
    await ensure(full, join(binFolder, program));
    result[name as keyof PlatformImages] = full;
  }
  return result;
}

async function ensure(reference: string, program: string): Promise<void> {
  const repository = reference.split('/').slice(1).join('/');
  const build = await readFile(program);
  const key = createHash('sha256').update(build).digest('hex');
  const marker = inCache('registry-markers', repository.replace(/[/:]/g, '_'));
  const known = existsSync(marker) && (await readFile(marker, 'utf8')) === key;
  if (known && (await crane(['digest', '--insecure', reference], [1])).code === 0) return;
  await step(`image ${repository}`, 3, () => push(reference, program));
  await mkdir(inCache('registry-markers'), { recursive: true });
  await writeFile(marker, key);
}

async function push(reference: string, program: string): Promise<void> {
  const layer = inCache('registry-markers', `${basename(program)}.${process.pid}.tar`);
  await mkdir(inCache('registry-markers'), { recursive: true });
  await run('tar', [
    '-chf',
    `${layer}.new`,
    '--owner=0',
    '--group=0',
    '--mtime=@0',
    '--mode=0755',
    '-C',
    binFolder,
    basename(program),
  ]);
  await rename(`${layer}.new`, layer);
  await crane(['append', '--insecure', '--oci-empty-base', '--new_layer', layer, '--new_tag', reference]);
  await crane([
    'mutate',
    '--insecure',
    reference,
    '--entrypoint',
    `/${basename(program)}`,
    '--user',
    '65532:65532',
    '--tag',
    reference,
  ]);
  await rm(layer);
}

function crane(args: string[], allow: number[] = []) {
  return run(join(binFolder, 'crane'), args, { allow });
}
