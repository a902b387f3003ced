import type { types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { CONFIG_DIR } from './names.ts';

/** What the service and its Jobs read: one volume with the configuration and a file per secret. */
export interface ServiceFiles {
  env: types.input.core.v1.EnvVar[];
  mounts: types.input.core.v1.VolumeMount[];
  volumes: types.input.core.v1.Volume[];
  /** Changes when the configuration or a secret does. */
  checksum: pulumi.Output<string>;
  /** Changes when the stores have to be prepared anew. */
  storesChecksum: pulumi.Output<string>;
}

/** A value that the pods read from a Secret that is not the stack's own. */
export interface ForeignSecret {
  name: string;
  key: string;
  file: string;
}

/** The files below secrets/, by the Secrets they come from. */
export interface SecretFiles {
  secrets: { name: pulumi.Input<string>; keys: string[]; checksum: pulumi.Input<string> }[];
  foreign: ForeignSecret[];
}

interface Sources extends SecretFiles {
  configMap: pulumi.Input<string>;
  /** Who signed for the stores. */
  authorities: types.input.core.v1.VolumeProjection[];
  checksums: { config: pulumi.Input<string>; stores: pulumi.Input<string> };
}

const READABLE_BY_GROUP = 0o440;

/** One projected volume: unlike single-file mounts it follows later changes. */
export function serviceFiles(sources: Sources): ServiceFiles {
  const { config, stores } = sources.checksums;
  const secrets = pulumi
    .all(sources.secrets.map(({ checksum }) => checksum))
    .apply((checksums) => checksums.join('-'));
  return {
    env: [
      { name: 'CONFIG_FILE', value: `${CONFIG_DIR}/config.yaml` },
      { name: 'SECRETS_DIR', value: `${CONFIG_DIR}/secrets` },
    ],
    mounts: [{ name: 'config', mountPath: CONFIG_DIR, readOnly: true }],
    volumes: [
      {
        name: 'config',
        projected: {
          defaultMode: READABLE_BY_GROUP,
          sources: [
            { configMap: { name: sources.configMap } },
            ...sources.secrets.map(({ name, keys }) => ({
              secret: { name, items: keys.map((key) => ({ key, path: `secrets/${key}` })) },
            })),
            ...sources.foreign.map(({ name, key, file }) => ({
              secret: { name, items: [{ key, path: `secrets/${file}` }] },
            })),
            ...sources.authorities,
          ],
        },
      },
    ],
    checksum: pulumi.interpolate`${config}-${secrets}`,
    storesChecksum: pulumi.interpolate`${stores}-${secrets}`,
  };
}
