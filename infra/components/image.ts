import { resolve } from 'node:path';
import docker from '@pulumi/docker';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { imageReference, pinned, serviceRepository } from '../lib/images.ts';

export interface ImageArgs {
  settings: Settings;
  /** Directory that build context and Dockerfile are relative to. */
  root: string;
  /** Names the tag only: for manifests that are rendered and not deployed. */
  nameOnly?: boolean;
}

/** The service image: built and pushed, or given; a reference that ends in its digest. */
export class Image extends pulumi.ComponentResource {
  readonly reference: pulumi.Output<string>;
  /** `sha256:…`, or '' where no digest is known. */
  readonly digest: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Image', name, {}, opts);
    const { image } = args.settings.api;
    const repository = serviceRepository(args.settings);
    this.digest =
      image.build && !args.nameOnly
        ? this.build(name, `${repository}:${image.tag}`, args)
        : pulumi.output(image.digest ?? '');
    this.reference = this.digest.apply((digest) => pinned(repository, image.tag, digest));
    this.registerOutputs({ reference: this.reference, digest: this.digest });
  }

  private build(name: string, imageName: string, { settings, root }: ImageArgs): pulumi.Output<string> {
    const { build } = settings.api.image;
    const image = new docker.Image(
      name,
      {
        imageName,
        build: {
          context: resolve(root, build?.context ?? '.'),
          dockerfile: resolve(root, build?.dockerfile ?? 'Dockerfile'),
          args: { NODE_IMAGE: imageReference(settings.images, 'node') },
          platform: 'linux/amd64',
          ...(build?.target ? { target: build.target } : {}),
          ...(build?.network ? { network: build.network } : {}),
        },
      },
      { parent: this },
    );
    return image.repoDigest.apply((reference) => reference.split('@')[1] ?? '');
  }
}
