import k8s, { type types } from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

export interface AccountArgs {
  metadata: types.input.meta.v1.ObjectMeta;
}

/** A service account of one component, without a token: nothing here talks to the API server. */
export class Account extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Account', name, {}, opts);
    const account = new k8s.core.v1.ServiceAccount(
      name,
      { metadata: args.metadata, automountServiceAccountToken: false },
      { parent: this },
    );
    this.name = account.metadata.name;
    this.registerOutputs({ name: this.name });
  }
}
