import k8s from '@pulumi/kubernetes';

/** A kubeconfig that reaches nothing: what a preview without a cluster plans against. */
const NOWHERE = JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] });

export interface ClusterArgs {
  /** kubeconfig context; empty = no cluster at all. */
  context: string;
  /** Directory that gets manifests instead of a cluster getting objects. */
  renderTo?: string;
}

/** The Kubernetes provider of the stack, bound to one context. */
export function cluster({ context, renderTo }: ClusterArgs): k8s.Provider {
  const kubeconfig = renderTo || context ? undefined : NOWHERE;
  return new k8s.Provider(
    'cluster',
    {
      ...(renderTo ? { renderYamlToDirectory: renderTo } : {}),
      ...(context ? { context } : {}),
      // Updated in place: a replacement of a fixed name would delete what running pods still read.
      enableConfigMapMutable: true,
      enableSecretMutable: true,
    },
    {
      // The SDK would record the path in KUBECONFIG, which is another one for everybody else who deploys; the
      // plugin reads the variable by itself.
      transformations: [({ props, opts }) => ({ props: { ...props, kubeconfig }, opts })],
    },
  );
}
