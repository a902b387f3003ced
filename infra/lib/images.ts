import type { Settings } from '../../stacks/settings.ts';

type Path = Exclude<keyof Settings['images'], 'registry' | 'embeddings'>;

/** Complete reference of one of the public images. */
export const imageReference = (images: Settings['images'], name: Path): string =>
  `${images.registry}/${images[name]}`;

/** The tag in a reference, without a digest; empty where there is none. */
export const tagOf = (reference: string): string =>
  /:([\w][\w.-]*)(@sha256:[0-9a-f]+)?$/.exec(reference.replace(/@sha256:.*/, ''))?.[1] ?? '';

/** Name of the service image without tag and digest. */
export const serviceRepository = ({ api: { image }, images }: Settings): string =>
  `${image.registry ?? images.registry}/${image.repository}`;

/** `name:tag`, pinned by `digest` where it is known: the tag tells people the release, the digest decides. */
export const pinned = (name: string, tag: string, digest: string): string =>
  digest ? `${name}:${tag}@${digest}` : `${name}:${tag}`;
