import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import type { Settings } from '../../stacks/settings.ts';
import { Failure } from '../../test/cluster/failure.ts';
import { SETTINGS_KEY } from '../project.ts';
import { digestOf } from './registry.ts';

/** The service image of a release, as settings name it. */
export interface ReleasedImage {
  tag: string;
  /** Where the stack does not build its image. */
  digest?: string;
}

const TAG = /^([\w][\w.-]{0,127})(?:@(sha256:[0-9a-f]{64}))?$/;

/**
 * The image that a tag names for a stack.
 * @param wanted a tag, or `tag@sha256:…` where the registry need not be asked
 * @throws Failure for text that is no tag, and for a tag that the registry does not have
 */
export async function releasedImage({ api, images }: Settings, wanted: string): Promise<ReleasedImage> {
  const [, tag, digest] = TAG.exec(wanted) ?? [];
  if (!tag || tag === 'latest')
    throw new Failure(`--image-tag ${wanted}: allowed is a release tag such as v3.1.0, or v3.1.0@sha256:…`);
  const { build, registry, repository } = api.image;
  if (build) return { tag };
  return { tag, digest: digest ?? (await digestOf(`${registry ?? images.registry}/${repository}`, tag)) };
}

/** What was tested before: production takes the digest that staging's configuration names, and no other. */
export function refuseUntested(image: ReleasedImage, environment: string, staging: string | undefined): void {
  if (environment !== 'production' || image.digest === staging) return;
  throw new Failure(
    `${image.tag} is ${image.digest}, which staging does not run (${staging || 'its configuration names no digest'}): ./deploy.sh staging --image-tag ${image.tag} first`,
  );
}

/**
 * Names the image in a stack's configuration; everything else stays as it is, comments too.
 * @returns the text that was there before
 */
export async function writeImage(file: string, image: ReleasedImage): Promise<string> {
  const before = await readFile(file, 'utf8');
  const document = parseDocument(before);
  for (const [key, value] of Object.entries(image))
    document.setIn(['config', SETTINGS_KEY, 'api', 'image', key], value);
  await writeFile(file, document.toString({ lineWidth: 0 }));
  return before;
}
