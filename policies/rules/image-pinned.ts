import { known } from '../lib/known.ts';
import { containerPolicy } from '../lib/policy.ts';

const DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAGGED = /:([\w][\w.-]*)$/;

export const imagePinned = containerPolicy(
  {
    name: 'image-pinned',
    what: 'Images are named by digest or by a release tag, never by latest.',
    why: 'Anything else runs something tomorrow that nobody tested today.',
  },
  (container, say) => {
    const image = known(() => container.image);
    if (!image || DIGEST.test(image)) return;
    const tag = TAGGED.exec(image)?.[1];
    if (!tag || tag === 'latest') say(`image ${image} has neither a digest nor a release tag`);
  },
);
