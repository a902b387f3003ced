import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { serviceConfig, storesConfig } from '../lib/service-config.ts';
import { type ServiceFiles, serviceFiles } from '../lib/service-files.ts';
import { configMap } from './config-map.ts';
import type { Secrets } from './secrets.ts';

export interface ServiceConfigArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  secrets: Secrets;
}

/** The service's config.yaml, and everything its pods mount. */
export class ServiceConfig extends pulumi.ComponentResource {
  readonly files: ServiceFiles;

  constructor(name: string, args: ServiceConfigArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:ServiceConfig', name, {}, opts);
    const { settings, namespace, secrets } = args;
    const config = serviceConfig(settings);
    this.files = serviceFiles({
      configMap: configMap(this, 'mcp-config', settings, namespace, { 'config.yaml': config }),
      secret: secrets.service,
      secretKeys: secrets.serviceKeys,
      foreign: secrets.foreign,
      checksums: {
        config: checksum(config),
        stores: checksum(storesConfig(settings)),
        secrets: secrets.checksum,
      },
    });
    this.registerOutputs({});
  }
}
