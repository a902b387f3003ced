import type { Settings } from '../../stacks/settings.ts';
import { ANYWHERE, type Edge } from './edge.ts';
import { exported } from './exporters.ts';
import type { Component } from './labels.ts';
import { dependencyPorts, MILVUS_CLUSTER_PORTS } from './milvus-cluster.ts';
import { PORTS } from './names.ts';
import { fromApi, toReceivers } from './outgoing.ts';
import { portOf } from './urls.ts';

const HTTPS = 443;

const clients: Component[] = ['mcp-api', 'mcp-migrate'];

const outside = (from: Component[], cidr: string | undefined, port: number): Edge[] =>
  from.map((client) => ({ from: client, to: { cidr: cidr ?? ANYWHERE }, ports: [port] }));

const inside = (from: Component[], to: Component, ...ports: number[]): Edge[] =>
  from.map((client) => ({ from: client, to, ports }));

/** Within a cluster of Milvus, and to where it keeps its data; its operator asks the API server how the pods are. */
const milvusCluster = (cluster: NonNullable<Settings['milvus']['cluster']>): Edge[] => [
  ...inside(['milvus'], 'milvus', ...MILVUS_CLUSTER_PORTS),
  { from: 'milvus', to: { cidr: cluster.cidr ?? ANYWHERE }, ports: dependencyPorts(cluster) },
];

function stores({ mysql, redis, milvus, embeddings }: Settings): Edge[] {
  return [
    ...(mysql.mode === 'inCluster'
      ? inside(clients, 'mysql', PORTS.mysql)
      : outside(clients, mysql.external?.cidr, mysql.external?.port ?? PORTS.mysql)),
    ...(redis.mode === 'inCluster'
      ? [...inside(clients, 'redis-state', PORTS.redis), ...inside(clients, 'redis-cache', PORTS.redis)]
      : outside(clients, redis.external?.cidr, redis.external?.port ?? PORTS.redis)),
    ...(milvus.mode === 'external'
      ? outside(clients, milvus.external?.cidr, milvus.external?.port ?? PORTS.milvus)
      : inside(clients, 'milvus', PORTS.milvus)),
    ...(milvus.mode === 'cluster' && milvus.cluster ? milvusCluster(milvus.cluster) : []),
    ...(embeddings.mode === 'inCluster' ? inside(clients, 'embeddings', PORTS.embeddings) : []),
    ...(embeddings.mode === 'inCluster' && embeddings.download
      ? outside(['embeddings'], undefined, HTTPS)
      : []),
    ...(embeddings.mode === 'external' && embeddings.external
      ? outside(clients, embeddings.external.cidr, portOf(embeddings.external.baseUrl))
      : []),
  ];
}

/** The exporters, scraped by `from`, and the stores that they ask. */
function exporters(settings: Settings, from: Edge['from']): Edge[] {
  const { mysql, redis } = exported(settings);
  return [
    ...(mysql
      ? [
          { from, to: 'mysql-exporter' as const, ports: [PORTS.mysqlExporter] },
          ...inside(['mysql-exporter'], 'mysql', PORTS.mysql),
        ]
      : []),
    ...(redis
      ? [
          { from, to: 'redis-exporter' as const, ports: [PORTS.redisExporter] },
          ...inside(['redis-exporter'], 'redis-state', PORTS.redis),
          ...inside(['redis-exporter'], 'redis-cache', PORTS.redis),
        ]
      : []),
  ];
}

function monitoring(settings: Settings): Edge[] {
  const {
    monitoring: { mode, operatorNamespace },
    milvus,
  } = settings;
  if (mode === 'none') return [];
  const from: Edge['from'] = mode === 'standalone' ? 'prometheus' : { namespace: operatorNamespace };
  return [
    { from, to: 'mcp-api', ports: [PORTS.metrics] },
    ...(milvus.mode !== 'external' ? [{ from, to: 'milvus' as const, ports: [PORTS.milvusMetrics] }] : []),
    ...exporters(settings, from),
    ...(mode === 'standalone'
      ? [{ from, to: 'alertmanager' as const, ports: [PORTS.alertmanager] }, ...toReceivers(settings)]
      : []),
  ];
}

/** Every connection the stack needs besides DNS; what is not here is refused. */
export function edges(settings: Settings): Edge[] {
  const { ingress, cluster } = settings;
  return [
    ...(ingress.enabled
      ? [
          {
            from: { namespace: cluster.ingressNamespace },
            to: 'mcp-api' as const,
            ports: [PORTS.http, PORTS.ws],
          },
        ]
      : []),
    ...stores(settings),
    ...monitoring(settings),
    ...fromApi(settings),
  ];
}
