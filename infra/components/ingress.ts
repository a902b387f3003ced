import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { checksum } from '../lib/checksum.ts';
import { labels } from '../lib/labels.ts';
import { selfSignedSecret } from './self-signed.ts';

export interface IngressArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** The Ingress of the API, over TLS. */
export class Ingress extends pulumi.ComponentResource {
  constructor(name: string, args: IngressArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Ingress', name, {}, opts);
    const { settings, namespace } = args;
    const { ingress, cluster } = settings;
    const { tls } = ingress;
    const hosts = [ingress.host, ...ingress.additionalHosts];
    const path = (prefix: string, port: string) => ({
      path: prefix,
      pathType: 'Prefix',
      backend: { service: { name: 'mcp-api', port: { name: port } } },
    });
    new k8s.networking.v1.Ingress(
      name,
      {
        metadata: {
          name,
          namespace,
          labels: labels(name, cluster.namespace),
          annotations: {
            // Many controllers never report an address, and waiting for one would never end.
            'pulumi.com/skipAwait': 'true',
            ...(tls.mode === 'certManager'
              ? {
                  [`cert-manager.io/${tls.issuerKind === 'Issuer' ? 'issuer' : 'cluster-issuer'}`]:
                    tls.issuer ?? '',
                }
              : {}),
            ...ingress.annotations,
          },
        },
        spec: {
          ingressClassName: cluster.ingressClass,
          tls: [{ hosts, secretName: this.tlsSecret(hosts, args) }],
          rules: hosts.map((host) => ({
            host,
            http: { paths: [path('/', 'http'), path('/mcp', 'http'), path('/ws', 'ws')] },
          })),
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  /** Name of the Secret with the certificate; cert-manager fills the one it is told. */
  private tlsSecret(hosts: string[], { settings, namespace }: IngressArgs): pulumi.Input<string> {
    const { tls } = settings.ingress;
    if (tls.mode === 'secret') return tls.secretName ?? '';
    if (tls.mode === 'certManager') return 'mcp-api-tls';
    // Made anew for other hosts, and only then: the name carries them, changes of the content are ignored.
    const name = `mcp-api-tls-${checksum(...hosts).slice(0, 8)}`;
    const metadata = { name, namespace, labels: labels('mcp-api', settings.cluster.namespace) };
    return selfSignedSecret(this, name, metadata, hosts).metadata.name;
  }
}
