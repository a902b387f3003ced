import { buildImages } from './images/build.ts';
import { forgetOldImages } from './node/images.ts';
import { knownPorts } from './node/ports.ts';

/**
 * Makes the registry of the running cluster hold every image that a stack needs besides the service's.
 * @returns the registry's host and port
 */
export async function ensureStoreImages(): Promise<string> {
  const registry = `localhost:${(await knownPorts())?.registry}`;
  await forgetOldImages(registry, await buildImages({ registry }));
  return registry;
}
