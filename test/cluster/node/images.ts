import { run } from '../run.ts';
import { containerdSocket } from './containerd.ts';

const ctr = (args: string[]) =>
  run('ctr', ['--address', containerdSocket, '--namespace', 'k8s.io', 'images', ...args]);

/**
 * Makes the node forget images that were built anew under an old tag: it would otherwise go on using its own copy.
 * @param registry where the images were pushed to
 */
export async function forgetOldImages(
  registry: string,
  images: { repository: string; tags: string[]; digest: string }[],
): Promise<void> {
  const held = new Map<string, string>();
  for (const line of (await ctr(['ls'])).stdout.split('\n')) {
    const [reference, , digest] = line.split(/\s+/);
    if (reference && digest) held.set(reference, digest);
  }
  for (const { repository, tags, digest } of images) {
    for (const tag of tags) {
      const reference = `${registry}/${repository}:${tag}`;
      const own = held.get(reference);
      if (own && own !== digest) await ctr(['rm', reference]);
    }
  }
}
