import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith, Failure } from '../failure.ts';
import { binFolder, inCache } from '../paths.ts';
import { inLanes, say, step } from '../progress.ts';
import { Apt } from './builder/apt.ts';
import { buildImage, cachedFolder, cachedImage } from './builder/image.ts';
import { checkPrograms } from './builder/programs.ts';
import { checkRegistry, pushMissing } from './builder/registry.ts';
import { checkDisk, workName } from './builder/scratch.ts';
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
  /** Build again what the cache has, of the packages that Debian serves now. */
  refresh?: boolean;
}

/** Names and references, without a registry, of the images that can be built. */
export function imageList(): { name: string; repository: string; tag: string }[] {
  return recipes.map(({ name, repository, tag }) => ({ name, repository, tag }));
}

/**
 * Builds the images that the cache lacks, two at a time, and pushes what the registry lacks.
 * @returns the images with their digests, in the order of `imageList`
 * @throws Failure when an image is unknown, a program or disk is short, the mirror or the registry refuses
 */
export async function buildImages(options: BuildImagesOptions = {}): Promise<BuiltImage[]> {
  const wanted = selected(options.only);
  const cache = options.cacheDir ?? inCache('images');
  const { registry } = options;
  const crane = options.crane ?? process.env.CRANE ?? join(binFolder, 'crane');
  if (registry) await checkRegistry(registry);
  const planned = await Promise.all(wanted.map((recipe) => plan(recipe, cache, options.refresh === true)));
  if (planned.some(({ image }) => !image)) {
    await checkPrograms();
    await checkDisk(cache);
  }
  const apt = new Apt(join(cache, workName('apt')));
  const images = new Map<string, BuiltImage>();
  const tasks = planned.map(({ recipe, folder, image: known }) => async () => {
    const build = () => buildImage(recipe, folder, apt);
    const image = known ?? (await step(`image ${recipe.name}`, recipe.expected, build));
    warnOfNewVersion(recipe, image);
    if (registry) await pushMissing(image, registry, crane);
    images.set(recipe.name, image);
  });
  await inLanes(BUILDS_AT_A_TIME, tasks).finally(() => apt.clean());
  return wanted.flatMap(({ name }) => images.get(name) ?? []);
}

async function plan(recipe: Recipe, cache: string, refresh: boolean) {
  const folder = await cachedFolder(cache, recipe);
  return { recipe, folder, image: refresh ? undefined : await cachedImage(folder) };
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
    options: {
      only: { type: 'string', multiple: true },
      registry: { type: 'string' },
      refresh: { type: 'boolean' },
    },
  });
  for (const { name, repository, tags, digest, size } of await buildImages(values))
    console.log(`${name}\t${repository}:${tags[0]}\t${digest}\t${Math.round(size / 1e6)} MB`);
}

if (import.meta.main) await main().catch(exitWith);
