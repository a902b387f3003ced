import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../failure.ts';
import type { Apt, PackageFile } from './apt.ts';
import { contentKey } from './hash.ts';
import { writeLayout } from './layout.ts';
import { complete, unpack } from './rootfs.ts';
import { removeAbandoned, workName } from './scratch.ts';
import type { BuiltImage, Recipe } from './types.ts';

const builderFolder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const recipeFolder = (recipe: Recipe) => join(dirname(builderFolder), recipe.name);

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
  const cache = dirname(folder);
  await removeAbandoned(cache);
  const part = join(cache, workName(recipe.name));
  try {
    const image = await make(recipe, part, folder, apt);
    await removeOlder(cache, recipe.name);
    await rename(part, folder);
    return image;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function make(recipe: Recipe, part: string, folder: string, apt: Apt): Promise<BuiltImage> {
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
  const labels = { 'org.opencontainers.image.version': tags.at(-1) ?? recipe.tag };
  const written = await writeLayout(root, join(part, 'layout'), recipe.config, labels);
  const { name, repository } = recipe;
  const image: BuiltImage = { name, repository, tags, ...written, layout: join(folder, 'layout') };
  await writeFile(join(part, 'image.json'), JSON.stringify(image, null, 2));
  await rm(root, { recursive: true });
  await rm(work, { recursive: true });
  return image;
}

/**
 * The tag that is deployed, and after it the one of the version that Debian serves by now, if it is another.
 * @throws Failure when the package that decides the version is not among them
 */
export function versionTags(
  recipe: Pick<Recipe, 'name' | 'tag' | 'version'>,
  packages: PackageFile[],
): string[] {
  if (!recipe.version) return [recipe.tag];
  const wanted = recipe.version.package;
  const served = packages.find(({ name }) => name === wanted);
  if (!served) throw new Failure(`image ${recipe.name}: Debian gave no package ${wanted}`);
  return [...new Set([recipe.tag, recipe.version.tag(served.upstream)])];
}

async function removeOlder(cache: string, name: string): Promise<void> {
  for (const entry of await readdir(cache))
    if (/-[0-9a-f]{16}$/.test(entry) && basename(entry).slice(0, -17) === name)
      await rm(join(cache, entry), { recursive: true, force: true });
}
