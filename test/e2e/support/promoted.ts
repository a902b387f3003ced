import { join } from 'node:path';
import { images } from '../../../stacks/profiles/images.ts';
import { buildImages } from '../../cluster/images/build.ts';
import type { BuiltImage } from '../../cluster/images/builder/types.ts';
import { knownPorts } from '../../cluster/node/ports.ts';
import { binFolder } from '../../cluster/paths.ts';
import { run } from '../../cluster/run.ts';
import { buildImage, IMAGE } from '../../image/build.ts';

/**
 * Builds the service's image, pushes it to the registry of the one-node cluster, and names it and all others by digest.
 * @returns settings, as a promotion writes them
 */
export async function promotedImages() {
  const docker = await buildImage();
  const registry = `localhost:${(await knownPorts())?.registry}`;
  const reference = `${registry}/mcp-api:promoted`;
  await docker(['tag', IMAGE, reference]);
  await docker(['push', '--quiet', reference]);
  const pushed = await run(join(binFolder, 'crane'), ['digest', '--insecure', reference]);
  const built = await buildImages({ registry });
  return {
    api: { image: { digest: pushed.stdout.trim() } },
    images: { ...publicImages(built), embeddings: `${registry}/${pinned(built, isEmbeddings)}` },
  };
}

const isEmbeddings = ({ name }: BuiltImage) => name === 'embeddings';

/** The images of the profiles, each with the digest of what was built under its name. */
function publicImages(built: BuiltImage[]): Record<string, string> {
  const { registry: _, embeddings: __, ...paths } = images;
  return Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [
      name,
      pinned(built, ({ repository, tags }) => `${repository}:${tags[0]}` === path),
    ]),
  );
}

function pinned(built: BuiltImage[], wanted: (image: BuiltImage) => boolean): string {
  const image = built.find(wanted);
  if (!image) throw new Error('an image of the profiles was not built');
  return `${image.repository}:${image.tags[0]}@${image.digest}`;
}
