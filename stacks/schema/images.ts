import { imagePath, imageReference, registry, section } from './terms.ts';

export const Images = section('Public images; a mirror changes only the registry.', {
  registry: registry('Registry in front of every path below and of the service image.'),
  mysql: imagePath('MySQL.'),
  redis: imagePath('Redis.'),
  milvus: imagePath('Milvus.'),
  node: imagePath('Base of the service image where it is built.'),
  prometheus: imagePath('Prometheus.'),
  alertmanager: imagePath('Alertmanager.'),
  mysqlExporter: imagePath("Exporter of MySQL's metrics."),
  redisExporter: imagePath("Exporter of Redis' metrics."),
  embeddings: imageReference('Embeddings server, a complete reference.'),
});
