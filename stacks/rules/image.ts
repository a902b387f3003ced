import { type Rules, when } from './rule.ts';

export const imageRules = {
  'image-one-source': ({ api: { image } }) =>
    when(
      Boolean(image.build) === (image.digest !== undefined),
      'api.image',
      'either build or digest, not both (null takes a key of the profile away)',
    ),

  'image-tested': ({ api: { image }, environment }) =>
    when(
      environment !== 'development' && image.build !== undefined,
      'api.image.build',
      `a digest in ${environment}: what runs there was tested before`,
    ),
} satisfies Rules;
