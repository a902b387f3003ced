import k8s, { type types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { selfSigned } from '../lib/certificate.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/**
 * A Secret with a certificate for `hosts` that is signed by itself, child of the component that uses it. It is made
 * once: later runs leave its content alone.
 */
export function selfSignedSecret(
  parent: pulumi.ComponentResource,
  name: string,
  metadata: types.input.meta.v1.ObjectMeta,
  hosts: readonly string[],
): k8s.core.v1.Secret {
  const pair = pulumi.secret(selfSigned(hosts));
  return new k8s.core.v1.Secret(
    name,
    {
      metadata,
      type: 'kubernetes.io/tls',
      // Not stringData: the provider turns that into data, so that ignoring its changes would empty the Secret.
      data: {
        'tls.crt': pair.apply(({ cert }) => base64(cert)),
        'tls.key': pair.apply(({ key }) => base64(key)),
      },
    },
    { parent, ignoreChanges: ['data'] },
  );
}
