import { containersOf, podPolicy } from '../lib/workload.ts';

const PINNED = /@sha256:[0-9a-f]{64}$/;
const TAGGED = /:([\w][\w.-]*)$/;

/** The value, or undefined in a preview that cannot know it yet: the deployment asks again. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A reference without a release tag or digest runs something else tomorrow than what was tested today. */
export const imagePinned = podPolicy(
  'image-pinned',
  'Images are named by digest or by a release tag, never by latest.',
  (pod, report) => {
    for (const container of containersOf(pod)) {
      const { name } = container;
      const image = known(() => container.image);
      if (!image) continue;
      const tag = TAGGED.exec(image)?.[1];
      if (!PINNED.test(image) && (!tag || tag === 'latest')) {
        report(`container ${name}: image ${image} has neither a digest nor a release tag`);
      }
    }
  },
);
