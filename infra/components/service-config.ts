import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { mountedAuthorities, ownAuthorities } from '../lib/authorities.ts';
import { checksum } from '../lib/checksum.ts';
import { serviceConfig, storesConfig } from '../lib/service-config.ts';
import { type ServiceFiles, serviceFiles } from '../lib/service-files.ts';
import type { Certificates } from './certificates.ts';
import { configMap } from './config-map.ts';
import type { Secrets } from './secrets.ts';

export interface ServiceConfigArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  secrets: Secrets;
  certificates: Certificates;
}

/** The service's config.yaml, and everything its pods and Jobs mount. */
export class ServiceConfig extends pulumi.ComponentResource {
  readonly files: ServiceFiles;
  /** For the migration: it may change the schema, which the service may not. */
  readonly migrationFiles: ServiceFiles;

  constructor(name: string, args: ServiceConfigArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:ServiceConfig', name, {}, opts);
    const { settings, namespace, secrets, certificates } = args;
    const authorities = ownAuthorities(settings);
    const content = { 'config.yaml': serviceConfig(settings), ...authorities };
    const { mysql, redis, milvus } = certificates.of;
    const shared = {
      configMap: configMap(this, 'mcp-config', settings, namespace, content),
      authorities: mountedAuthorities(settings, {
        mysql: mysql?.secret,
        redis: redis?.secret,
        milvus: milvus?.secret,
      }),
      checksums: {
        config: pulumi
          .all(Object.values(certificates.of).map((certificate) => certificate.checksum))
          .apply((theirs) => checksum(...Object.values(content), ...theirs)),
        stores: pulumi
          .output(secrets.accounts?.checksum ?? '')
          // A store that another authority is believed for has to be tried anew.
          .apply((accounts) => checksum(storesConfig(settings), accounts, ...Object.values(authorities))),
      },
    };
    this.files = serviceFiles({ ...shared, ...secrets.service });
    this.migrationFiles = serviceFiles({ ...shared, ...secrets.migration });
    this.registerOutputs({});
  }
}
