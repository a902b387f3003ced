import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith, Failure } from '../failure.ts';
import { binFolder, inCache } from '../paths.ts';
import { inLanes, say, step } from '../progress.ts';
import { which } from '../run.ts';
import { Apt } from './builder/apt.ts';
import { buildImage, cachedFolder, cachedImage } from './builder/image.ts';
import { checkRegistry, pushMissing } from './builder/registry.ts';
import type { BuiltImage, Recipe } from './builder/types.ts';
import { recipes } from './catalogue.ts';

const BUILDS_AT_A_TIME = 2;

export interface BuildImagesOptions {
  /** Host and port of a registry on plain HTTP to push to; nothing is pushed without it. */
  registry?: string;
  /** Where images are kept; `images` in the project's cache without it. */
  cacheDir?: string;
  /** The `crane` program; environment variable CRANE, then the tool chain's own without it. */
  crane?: string;
  /** Names of the only images to build; all without it. */
  only?: string[];
}

/** Names and references, without a registry, of the images that can be built. */
export function imageList(): { name: string; repository: string; tag: string }[] {
  return recipes.map(({ name, repository, tag }) => ({ name, repository, tag }));
}

/**
 * Builds the images that the cache lacks, two at a time, and pushes what the registry lacks.
 * @returns the images with their digests, in the order of `imageList`
 * @throws Failure when an image is unknown, disk is short, the mirror or the registry refuses
 */
export async function buildImages(options: BuildImagesOptions = {}): Promise<BuiltImage[]> {
  const wanted = selected(options.only);
  const cache = options.cacheDir ?? inCache('images');
  const { registry } = options;
  const crane = options.crane ?? process.env.CRANE ?? join(binFolder, 'crane');
  if (registry) await checkRegistry(registry);
  const apt = new Apt(join(cache, 'apt'));
  const images = new Map<string, BuiltImage>();
  let built = false;
  await inLanes(
    BUILDS_AT_A_TIME,
    wanted.map((recipe) => async () => {
      const folder = await cachedFolder(cache, recipe);
      let image = await cachedImage(folder);
      if (!image) {
        built = true;
        image = await step(`image ${recipe.name}`, recipe.expected, () => buildImage(recipe, folder, apt));
      }
      warnOfNewVersion(recipe, image);
      if (registry) await pushMissing(image, registry, crane);
      images.set(recipe.name, image);
    }),
  );
  if (built) await apt.clean();
  return wanted.flatMap(({ name }) => images.get(name) ?? []);
}

function selected(only: string[] | undefined): Recipe[] {
  if (!only?.length) return recipes;
  const known = recipes.map(({ name }) => name);
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Failure(`no image is called ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return recipes.filter(({ name }) => only.includes(name));
}

function warnOfNewVersion(recipe: Recipe, image: BuiltImage): void {
  const real = image.tags.find((tag) => tag !== recipe.tag);
  if (real)
    say(`  ! image ${recipe.name}: Debian serves ${real} by now; tagged as that and as ${recipe.tag}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, registry: { type: 'string' } },
  });
  for (const program of ['apt-get', 'dpkg-deb', 'tar', 'xz', 'npm', 'python3'])
    if (!(await which(program))) throw new Failure(`${program} is needed to build images`);
  const images = await buildImages({ registry: values.registry, only: values.only });
  for (const { name, repository, tags, digest, size } of images)
    console.log(`${name}\t${repository}:${tags[0]}\t${digest}\t${Math.round(size / 1e6)} MB`);
}

if (import.meta.main) await main().catch(exitWith);
