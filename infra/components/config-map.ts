import k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { labels } from '../lib/labels.ts';

/** A ConfigMap of `files`, child of the component that mounts it. */
export const configMap = (
  parent: pulumi.ComponentResource,
  name: string,
  settings: Settings,
  namespace: pulumi.Input<string>,
  files: Record<string, string>,
): pulumi.Output<string> =>
  new k8s.core.v1.ConfigMap(
    name,
    { metadata: { name, namespace, labels: labels(name, settings.cluster.namespace) }, data: files },
    { parent },
  ).metadata.name;
