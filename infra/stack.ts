import { resolve } from 'node:path';
import { Api } from './components/api.ts';
import { Certificates } from './components/certificates.ts';
import { cluster } from './components/cluster.ts';
import { Dashboards } from './components/dashboards.ts';
import { Embeddings } from './components/embeddings.ts';
import { Exporters } from './components/exporters.ts';
import { Image } from './components/image.ts';
import { Ingress } from './components/ingress.ts';
import { Migration } from './components/migration.ts';
import { Milvus } from './components/milvus.ts';
import { MilvusCluster } from './components/milvus-cluster.ts';
import { Monitoring } from './components/monitoring.ts';
import { Mysql } from './components/mysql.ts';
import { Namespace } from './components/namespace.ts';
import { Network } from './components/network.ts';
import { OperatorMonitoring } from './components/operator-monitoring.ts';
import { Priorities } from './components/priorities.ts';
import { Redis } from './components/redis.ts';
import { Secrets } from './components/secrets.ts';
import { ServiceConfig } from './components/service-config.ts';
import { apiKeyCommand, urls, versions } from './lib/outputs.ts';
import type { Run } from './lib/run.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** Declares everything a stack consists of and returns its outputs. */
export function declareStack({ settings, context, renderTo, rotation }: Run) {
  const { mysql, redis, milvus, embeddings, ingress, monitoring, protection } = settings;
  const opts = { provider: cluster({ context, renderTo }) };

  const image = new Image('mcp-api', { settings, root: ROOT, nameOnly: Boolean(renderTo) });
  const { name: namespace } = new Namespace(
    'namespace',
    { name: settings.cluster.namespace, environment: settings.environment, protect: protection.stores },
    opts,
  );
  const priorities = new Priorities('priorities', { settings }, opts);
  const base = { settings, namespace, priorities };
  if (protection.networkPolicies) new Network('network', base, opts);

  const secrets = new Secrets('secrets', { ...base, rotation }, opts);
  const certificates = new Certificates('store-certificates', base, opts);
  const { mysql: mysqlTls, redis: redisTls, milvus: milvusTls } = certificates.of;
  if (secrets.mysql) new Mysql('mysql', { ...base, secret: secrets.mysql, certificate: mysqlTls }, opts);
  for (const instance of ['state', 'cache'] as const) {
    const secret = secrets.redis[instance];
    if (secret) new Redis(`redis-${instance}`, { ...base, instance, secret, certificate: redisTls }, opts);
  }
  if (milvus.mode === 'inCluster') new Milvus('milvus', { ...base, certificate: milvusTls }, opts);
  if (secrets.milvusStorage) {
    new MilvusCluster('milvus', { ...base, storageSecret: secrets.milvusStorage }, opts);
  }
  if (embeddings.mode === 'inCluster') new Embeddings('embeddings', base, opts);
  if (secrets.exporters.mysql || secrets.exporters.redis) {
    new Exporters('exporters', { ...base, secrets: secrets.exporters, certificates }, opts);
  }

  const { files, migrationFiles } = new ServiceConfig(
    'service-config',
    { ...base, secrets, certificates },
    opts,
  );
  const service = { ...base, image: image.reference, files };
  // It waits for the stores by itself, so it starts beside them.
  const migration = new Migration(
    'mcp-migrate',
    { ...service, files: migrationFiles, accounts: secrets.accounts },
    opts,
  );
  new Api('mcp-api', { ...service, after: migration }, opts);
  if (ingress.enabled) new Ingress('mcp-api', base, opts);
  if (monitoring.mode === 'standalone') new Monitoring('monitoring', base, opts);
  if (monitoring.dashboards) new Dashboards('dashboards', base, opts);
  if (monitoring.mode === 'operator') new OperatorMonitoring('monitoring', base, opts);

  return {
    environment: settings.environment,
    context,
    namespace,
    urls: urls(settings),
    apiKeyCommand: apiKeyCommand(settings),
    image: image.reference,
    imageDigest: image.digest,
    versions: versions(settings),
    stores: { mysql: mysql.mode, redis: redis.mode, milvus: milvus.mode, embeddings: embeddings.mode },
  };
}
