import { existsSync } from 'node:fs';
import type { ResourceKind } from '../lib/types.ts';
import { contextHash, contextOf, dockerfileOf } from './context-hash.ts';
import { docker } from './docker.ts';

/** Inputs of docker.Image, as far as they are honoured here. */
export interface ImageInputs {
  imageName: string;
  skipPush?: boolean;
  build?: {
    context?: string;
    dockerfile?: string;
    args?: Record<string, string>;
    target?: string;
    network?: string;
    platform?: string;
    /** Set by the check, so that a changed file is a changed input. */
    contextDigest?: string;
  };
}

const optional = (flag: string, value: string | undefined): string[] => (value ? [flag, value] : []);

const repositoryOf = (imageName: string): string => imageName.replace(/:[^:/]+$/, '');

/** `repository@sha256:…` as the registry knows the image after a push. */
async function repoDigest(imageName: string): Promise<string> {
  const known = JSON.parse(
    await docker('image', 'inspect', '--format', '{{json .RepoDigests}}', imageName),
  ) as string[];
  const digest = known.find((reference) => reference.startsWith(`${repositoryOf(imageName)}@`));
  if (!digest) throw new Error(`${imageName} has no digest of its registry; known: ${known.join(', ')}`);
  return digest;
}

/** Builds with the docker CLI, wherever DOCKER_HOST points, and pushes. */
export const image: ResourceKind<ImageInputs> = {
  replacedBy: [],
  check: ({ build = {} }) =>
    existsSync(dockerfileOf(build))
      ? []
      : [{ property: 'build.dockerfile', reason: `${dockerfileOf(build)} does not exist` }],
  defaults: (inputs) => {
    const build = inputs.build ?? {};
    const dockerfile = dockerfileOf(build);
    if (!existsSync(dockerfile)) return inputs;
    return { ...inputs, build: { ...build, contextDigest: contextHash(contextOf(build), dockerfile) } };
  },
  async create({ imageName, build = {}, skipPush }) {
    const dockerfile = dockerfileOf(build);
    const context = contextOf(build);
    await docker(
      'build',
      ...['--tag', imageName, '--file', dockerfile],
      ...Object.entries(build.args ?? {}).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      ...optional('--target', build.target),
      ...optional('--network', build.network),
      ...optional('--platform', build.platform),
      context,
    );
    if (!skipPush) await docker('push', '--quiet', imageName);
    const [registryServer] = imageName.split('/');
    return {
      id: imageName,
      outs: {
        imageName,
        baseImageName: imageName,
        dockerfile,
        context,
        registryServer,
        repoDigest: skipPush ? imageName : await repoDigest(imageName),
      },
    };
  },
};
