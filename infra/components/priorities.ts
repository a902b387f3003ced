import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { type Component, labels } from '../lib/labels.ts';
import { priorityOf, TIERS, type Tier, tierOf } from '../lib/priority.ts';

const DESCRIPTIONS: Record<Tier, string> = {
  stores: 'MySQL, Redis and Milvus',
  service: 'the API and the embeddings',
  support: 'monitoring, exporters and Jobs',
};

export interface PrioritiesArgs {
  settings: Settings;
}

/** Which pods stay under pressure: the stores before the service, the service before everything else. */
export class Priorities extends pulumi.ComponentResource {
  private readonly names: Partial<Record<Tier, pulumi.Input<string>>>;

  constructor(name: string, args: PrioritiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Priorities', name, {}, opts);
    const { mode, existing = {} } = args.settings.priority;
    this.names = mode === 'own' ? this.own(args.settings) : existing;
    this.registerOutputs({});
  }

  /** Name of the PriorityClass of a component's pods; undefined where it has none. */
  of(component: Component): pulumi.Input<string> | undefined {
    return this.names[tierOf(component)];
  }

  private own({ cluster, priority }: Settings): Record<Tier, pulumi.Output<string>> {
    const made = TIERS.map((tier) => {
      const value = priorityOf(tier, priority.value);
      // They belong to the whole cluster, where the namespace is the stack's alone. A class cannot change its value,
      // and pods keep the one they were made with: another value is another class.
      const own = `${cluster.namespace}-${tier}-${value}`;
      const metadata = { name: own, labels: labels(tier, cluster.namespace) };
      const description = `${DESCRIPTIONS[tier]} of ${cluster.namespace}`;
      const resource = new k8s.scheduling.v1.PriorityClass(
        tier,
        { metadata, value, description },
        { parent: this },
      );
      return [tier, resource.metadata.name] as const;
    });
    return Object.fromEntries(made) as Record<Tier, pulumi.Output<string>>;
  }
}
