/** Parts of the system that run pods, named like their workloads. */
export type Component =
  | 'mcp-api'
  | 'mcp-migrate'
  | 'mysql'
  | 'redis-state'
  | 'redis-cache'
  | 'milvus'
  | 'embeddings'
  | 'prometheus'
  | 'alertmanager'
  | 'mysql-exporter'
  | 'redis-exporter';

/** What selects a component's pods; must never change, since selectors are immutable. */
export function selector(component: Component): Record<string, string> {
  return { 'app.kubernetes.io/name': component, 'app.kubernetes.io/part-of': 'mcp-system' };
}

/** Labels of every object of a component. `version` is the tag of its image. */
export function labels(component: string, instance: string, version?: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': component,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'mcp-system',
    'app.kubernetes.io/managed-by': 'pulumi',
    ...(version ? { 'app.kubernetes.io/version': version } : {}),
  };
}
