import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../failure.ts';
import type { Apt, PackageFile } from './apt.ts';
import { contentKey } from './hash.ts';
import { writeLayout } from './layout.ts';
import { complete, unpack } from './rootfs.ts';
import type { BuiltImage, Recipe } from './types.ts';

const builderFolder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const imagesFolder = dirname(builderFolder);
/** File system, its layer and the packages, for the largest image. */
const NEEDED_BYTES = 3 * 1024 ** 3;

/** Folder of a recipe's own files. */
export const recipeFolder = (recipe: Recipe) => join(imagesFolder, recipe.name);

/** Where an image is kept: the name tells the recipe, the key everything that went into it. */
export async function cachedFolder(cache: string, recipe: Recipe): Promise<string> {
  return join(cache, `${recipe.name}-${await contentKey([builderFolder, recipeFolder(recipe)])}`);
}

/** The image as an earlier build left it, or undefined. */
export async function cachedImage(folder: string): Promise<BuiltImage | undefined> {
  const file = join(folder, 'image.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as BuiltImage) : undefined;
}

/** Builds an image and puts it into the cache in one move, in place of older builds of the same recipe. */
export async function buildImage(recipe: Recipe, folder: string, apt: Apt): Promise<BuiltImage> {
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await checkDisk(dirname(folder));
  const root = join(part, 'root');
  const work = join(part, 'work');
  await mkdir(root, { recursive: true });
  await mkdir(work, { recursive: true });
  const wanted = [...recipe.packages, ...(recipe.certificates ? ['ca-certificates'] : [])];
  const packages = await apt.fetch(wanted, ['openssl', ...(recipe.absent ?? [])], work);
  await unpack(root, packages);
  await complete(root, recipeFolder(recipe), recipe);
  await recipe.finish?.({ root, work, source: recipeFolder(recipe) });
  const tags = versionTags(recipe, packages);
  const layout = join(part, 'layout');
  const labels = { 'org.opencontainers.image.version': tags.at(-1) ?? recipe.tag };
  const { digest, size } = await writeLayout(root, layout, recipe.config, labels);
  const image: BuiltImage = {
    name: recipe.name,
    repository: recipe.repository,
    tags,
    digest,
    size,
    layout: join(folder, 'layout'),
  };
  await writeFile(join(part, 'image.json'), JSON.stringify(image, null, 2));
  await rm(root, { recursive: true });
  await rm(work, { recursive: true });
  await removeOlder(folder, recipe.name);
  await rename(part, folder);
  return image;
}

/** The tag that is deployed, and after it the one of the version that Debian serves by now, if it is another. */
function versionTags(recipe: Recipe, packages: PackageFile[]): string[] {
  if (!recipe.version) return [recipe.tag];
  const wanted = recipe.version.package;
  const served = packages.find(({ name }) => name === wanted);
  if (!served) throw new Failure(`image ${recipe.name}: Debian gave no package ${wanted}`);
  return [...new Set([recipe.tag, recipe.version.tag(served.upstream)])];
}

async function checkDisk(cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  if (bavail * bsize < NEEDED_BYTES)
    throw new Failure(
      `${NEEDED_BYTES / 1024 ** 3} GiB of disk are needed to build an image below ${cache}, ` +
        `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GiB are free`,
    );
}

async function removeOlder(folder: string, name: string): Promise<void> {
  const cache = dirname(folder);
  const older = (await readdir(cache)).filter(
    (entry) =>
      entry.replace(/-[0-9a-f]{16}(\.part)?$/, '') === name && !folder.endsWith(entry.replace(/\.part$/, '')),
  );
  for (const entry of older) await rm(join(cache, entry), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
