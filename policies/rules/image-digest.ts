import { known } from '../lib/known.ts';
import { containerPolicy } from '../lib/policy.ts';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

export const imageDigest = containerPolicy(
  {
    name: 'image-digest',
    what: 'Images are named by digest.',
    why: 'A tag can be moved to another image; a digest is what was tested.',
  },
  (container, say) => {
    const image = known(() => container.image);
    if (image && !DIGEST.test(image)) say(`image ${image} has no digest`);
  },
);
