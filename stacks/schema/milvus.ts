import { Type } from 'typebox';
import { MilvusCluster } from './milvus-cluster.ts';
import { reach, tls } from './store.ts';
import { existingSecret, milliseconds, oneOf, resources, section, sensitive, volume } from './terms.ts';

export const Milvus = section('Milvus, the index of the vectors.', {
  mode: oneOf(
    ['inCluster', 'cluster', 'external'],
    'Whether the stack runs one Milvus itself, has its operator run a cluster, or uses one that exists.',
  ),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  tls: tls('Milvus'),
  resources: resources('Milvus; with a cluster, of each of its pods'),
  volume: volume('Milvus'),
  cluster: Type.Optional(MilvusCluster),
  external: Type.Optional(
    section('An existing Milvus or Zilliz Cloud.', {
      ...reach,
      token: Type.Optional(sensitive('user:password or API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the token (user:password or API key)')),
    }),
  ),
});
