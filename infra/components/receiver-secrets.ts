import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import type { SecretKey } from '../lib/alertmanager/operator.ts';
import { labels } from '../lib/labels.ts';

const NAME = 'mcp-receivers';

type Receiver = 'email' | 'slack';

/** Where the credential of each receiver is; one that needs none is left out. */
export type ReceiverSecrets = Partial<Record<Receiver, SecretKey<pulumi.Input<string>>>>;

/** The existing Secrets that the settings name, and one Secret of `parent` for what they hold themselves. */
export function receiverSecrets(
  parent: pulumi.ComponentResource,
  { monitoring: { email, slack }, cluster }: Settings,
  namespace: pulumi.Input<string>,
): ReceiverSecrets {
  const found: ReceiverSecrets = {};
  const own: Partial<Record<Receiver, pulumi.Output<string>>> = {};
  const take = (receiver: Receiver, value?: string, existing?: { name: string; key: string }) => {
    if (existing) found[receiver] = existing;
    else if (value) own[receiver] = pulumi.secret(value);
  };
  take('email', email?.password, email?.existingSecret);
  take('slack', slack?.webhookUrl, slack?.existingSecret);
  if (Object.keys(own).length > 0) {
    const { metadata } = new k8s.core.v1.Secret(
      NAME,
      {
        metadata: { name: NAME, namespace, labels: labels(NAME, cluster.namespace) },
        stringData: own as Record<string, pulumi.Output<string>>,
      },
      { parent },
    );
    for (const receiver of Object.keys(own) as Receiver[])
      found[receiver] = { name: metadata.name, key: receiver };
  }
  return found;
}
