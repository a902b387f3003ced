import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Environment } from '../../stacks/settings.ts';
import { labels } from '../lib/labels.ts';
import { RESTRICTED_NAMESPACE } from '../lib/security.ts';

export interface NamespaceArgs {
  name: string;
  environment: Environment;
  /** Refuses to be deleted, and outlives the stack: everything in it would go with it. */
  protect: boolean;
}

/** The namespace of the stack, at the restricted pod security standard. */
export class Namespace extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Namespace', name, args, opts);
    const namespace = new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name: args.name,
          labels: {
            ...labels('namespace', args.name),
            // A cluster's own policies, and people, tell stacks apart by it.
            'mcp-system/environment': args.environment,
            ...RESTRICTED_NAMESPACE,
          },
        },
      },
      { parent: this, protect: args.protect, retainOnDelete: args.protect },
    );
    this.name = namespace.metadata.name;
    this.registerOutputs({ name: this.name });
  }
}
