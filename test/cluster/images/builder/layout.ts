import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../run.ts';
import type { ImageConfig } from './types.ts';

/** One blob of an image: address and size in bytes. */
interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

const EPOCH = '1970-01-01T00:00:00Z';

/**
 * Writes a file system as an image of one layer in the OCI image layout. Same content, same digest:
 * entries are sorted and carry no time. The layer is not compressed: it never travels further than loopback.
 */
export async function writeLayout(
  root: string,
  folder: string,
  config: ImageConfig,
  labels: Record<string, string>,
): Promise<{ digest: string; size: number }> {
  const blobs = join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const layer = await writeLayer(root, blobs);
  const image = await writeBlob(blobs, 'application/vnd.oci.image.config.v1+json', {
    created: EPOCH,
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { ...config, Labels: labels },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
    history: [{ created: EPOCH, created_by: 'test/cluster/images' }],
  });
  const manifest = await writeBlob(blobs, 'application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: image,
    layers: [layer],
  });
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  return { digest: manifest.digest, size: layer.size };
}

async function writeLayer(root: string, blobs: string): Promise<Descriptor> {
  const file = join(blobs, 'layer');
  await run('tar', [
    '--create',
    `--file=${file}`,
    '--format=gnu',
    '--sort=name',
    '--mtime=@0',
    '--numeric-owner',
    `--directory=${root}`,
    '.',
  ]);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  const digest = hash.digest('hex');
  await rename(file, join(blobs, digest));
  const { size } = await stat(join(blobs, digest));
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: `sha256:${digest}`, size };
}

async function writeBlob(blobs: string, mediaType: string, value: object): Promise<Descriptor> {
  const content = JSON.stringify(value);
  const digest = createHash('sha256').update(content).digest('hex');
  await writeFile(join(blobs, digest), content);
  return { mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(content) };
}
