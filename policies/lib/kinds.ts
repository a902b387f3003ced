/** The kind in a Pulumi type such as `kubernetes:apps/v1:Deployment`; empty for what is no Kubernetes object. */
export const kindOf = (type: string): string => /^kubernetes:[^:]+:(\w+)$/.exec(type)?.[1] ?? '';

/** Group and version in such a type: `apps/v1`. */
export const apiOf = (type: string): string => /^kubernetes:([^:]+):\w+$/.exec(type)?.[1] ?? '';

/** Whether a group is one of Kubernetes itself, so that its kinds are known here. */
export const isBuiltIn = (api: string): boolean => {
  const group = api.split('/')[0] as string;
  return !group.includes('.') || group.endsWith('.k8s.io');
};

/** Controllers that keep pods running, as opposed to those that run them to an end. */
export const SERVING = ['Deployment', 'StatefulSet', 'DaemonSet'];
