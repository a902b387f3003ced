import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { CERTIFICATE_KEY, type Encrypting, encryptsInside } from '../lib/authorities.ts';
import { checksum } from '../lib/checksum.ts';
import { labels } from '../lib/labels.ts';
import { selfSignedSecret } from './self-signed.ts';

/** The Services of each store, which clients compare its certificate with. */
const SERVICES: Record<Encrypting, string[]> = {
  mysql: ['mysql'],
  redis: ['redis-state', 'redis-cache'],
  milvus: ['milvus'],
};

/** Certificate of a store, and what changes when it does. */
export interface Certificate {
  /** Name of the Secret. */
  secret: pulumi.Output<string>;
  checksum: pulumi.Output<string>;
}

export interface CertificatesArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** A certificate for each store of the stack that encrypts; clients trust it, and no other. */
export class Certificates extends pulumi.ComponentResource {
  readonly of: Partial<Record<Encrypting, Certificate>> = {};

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Certificates', name, {}, opts);
    const { settings, namespace } = args;
    for (const [store, services] of Object.entries(SERVICES) as [Encrypting, string[]][]) {
      if (!encryptsInside(settings, store)) continue;
      const own = `mcp-${store}-tls`;
      const metadata = { name: own, namespace, labels: labels(own, settings.cluster.namespace) };
      const secret = selfSignedSecret(this, own, metadata, services);
      this.of[store] = {
        secret: secret.metadata.name,
        checksum: pulumi.unsecret(secret.data.apply((data) => checksum(data[CERTIFICATE_KEY] ?? ''))),
      };
    }
    this.registerOutputs({});
  }
}
