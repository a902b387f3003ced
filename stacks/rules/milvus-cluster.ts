import { type Rules, when } from './rule.ts';

const KEY = 'milvus.cluster';

export const milvusClusterRules = {
  'milvus-cluster-described': ({ milvus: { mode, cluster } }) =>
    when(
      mode === 'cluster' && !cluster,
      KEY,
      'replicas, etcd, storage and queue, because milvus.mode is cluster',
    ),

  'milvus-cluster-unused': ({ milvus: { mode, cluster } }) =>
    when(mode !== 'cluster' && cluster !== undefined, KEY, `left out while milvus.mode is ${mode}`),

  'milvus-cluster-one-credential': ({ milvus: { cluster } }) => {
    if (!cluster) return [];
    const { accessKey, secretKey, existingSecret } = cluster.storage;
    const own = accessKey !== undefined && secretKey !== undefined;
    const none = accessKey === undefined && secretKey === undefined;
    return when(
      existingSecret === undefined ? !own : !none,
      `${KEY}.storage`,
      'either existingSecret, or accessKey and secretKey',
    );
  },

  'milvus-cluster-one-pulsar': ({ milvus: { cluster } }) =>
    when(
      cluster?.queue.type === 'pulsar' && cluster.queue.endpoints.length > 1,
      `${KEY}.queue.endpoints`,
      'one address, because milvus.cluster.queue.type is pulsar',
    ),
} satisfies Rules;
