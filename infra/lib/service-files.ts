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

interface Sources {
  configMap: pulumi.Input<string>;
  secret: pulumi.Input<string>;
  secretKeys: string[];
  /** Single values of Secrets that belong to somebody else. */
  foreign: { name: string; key: string; file: string }[];
  checksums: { config: string; stores: string; secrets: pulumi.Input<string> };
}

const READABLE_BY_GROUP = 0o440;

/** One projected volume: unlike single-file mounts it follows later changes. */
export function serviceFiles(sources: Sources): ServiceFiles {
  const { config, stores, secrets } = sources.checksums;
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
            {
              secret: {
                name: sources.secret,
                items: sources.secretKeys.map((key) => ({ key, path: `secrets/${key}` })),
              },
            },
            ...sources.foreign.map(({ name, key, file }) => ({
              secret: { name, items: [{ key, path: `secrets/${file}` }] },
            })),
          ],
        },
      },
    ],
    checksum: pulumi.interpolate`${config}-${secrets}`,
    storesChecksum: pulumi.interpolate`${stores}-${secrets}`,
  };
}
