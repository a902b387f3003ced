import type { Settings } from '../settings.ts';

/** The versions this release was tested with. */
export const images: Settings['images'] = {
  registry: 'docker.io',
  mysql: 'library/mysql:9.7.4',
  redis: 'library/redis:8.0.6',
  milvus: 'milvusdb/milvus:v2.3.5',
  node: 'library/node:24.21.0',
  prometheus: 'prom/prometheus:v3.5.3',
  alertmanager: 'prom/alertmanager:v0.33.1',
  mysqlExporter: 'prom/mysqld-exporter:v0.19.0',
  redisExporter: 'oliver006/redis_exporter:v1.86.0',
  embeddings: 'ghcr.io/huggingface/text-embeddings-inference:cpu-1.8',
};
