import { writeFile } from 'node:fs/promises';
import { Failure } from '../../test/cluster/failure.ts';
import { say } from '../../test/cluster/progress.ts';
import { refuseUntested, releasedImage, writeImage } from '../release/image-tag.ts';
import { knownStacks, readStackFile, settingsOf } from '../stack-file.ts';
import { type UpOptions, up } from './up.ts';

/**
 * Deploys another release of the service: names its image in the stack's configuration and brings the stack there.
 * Where that fails, or the service does not become healthy, the release before is deployed again.
 * @param imageTag a tag, or `tag@sha256:…`
 */
export async function upgrade(stack: string, imageTag: string, options: UpOptions): Promise<void> {
  const file = await readStackFile(stack, options.configFile);
  const settings = settingsOf(stack, file.overrides);
  const { tag, digest } = settings.api.image;
  const image = await releasedImage(settings, imageTag);
  refuseUntested(image, settings.environment, await stagingDigest());
  const before = await writeImage(file.path, image);
  try {
    await up(stack, options);
  } catch (error) {
    await writeFile(file.path, before);
    // A stack that never ran has nothing to go back to.
    if (!settings.api.image.build && !digest) throw error;
    say(`\n✗ ${(error as Error).message}\n\n  ${image.tag} did not become healthy: going back to ${tag}`);
    await up(stack, { ...options, allowStoreChanges: [] });
    throw new Failure(`${image.tag} was not kept: ${stack} runs ${tag} again`);
  }
  say(`  ! ${file.path} names ${image.tag} now: commit it`);
}

async function stagingDigest(): Promise<string | undefined> {
  if (!knownStacks().includes('staging')) return undefined;
  return settingsOf('staging', (await readStackFile('staging')).overrides).api.image.digest;
}
