import { imagePinned } from '../../../../policies/rules/image-pinned.ts';
import { type Cases, cronJob, deployment, goodPod } from '../check.ts';

const image = (reference: string) => deployment(goodPod({ image: reference }));

export const cases: Cases = {
  policy: imagePinned,

  bad: {
    'no tag, the port of the registry aside': {
      of: image('registry.example:5000/mcp-api'),
      says: ['container api: image registry.example:5000/mcp-api has neither a digest nor a release tag'],
    },
    latest: {
      of: image('redis:latest'),
      says: ['container api: image redis:latest has neither a digest nor a release tag'],
    },
    'an init container': {
      of: deployment(goodPod({}, { initContainers: [{ name: 'init', image: 'redis' }] })),
      says: ['container init: image redis has neither a digest nor a release tag'],
    },
    'in a CronJob': {
      of: cronJob(goodPod({ image: 'redis' })),
      says: ['container api: image redis has neither a digest nor a release tag'],
    },
  },
  good: {
    'a release tag': image('registry.example:5000/mcp-api:v3.0.0'),
    'a digest alone': image(`redis@sha256:${'b'.repeat(64)}`),
    'an image that a preview cannot know yet': deployment({
      containers: [
        {
          name: 'api',
          get image(): string {
            throw new Error('cannot be known during preview');
          },
        },
      ],
    }),
  },
};
