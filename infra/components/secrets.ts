import * as pulumi from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { givenCredentials } from '../lib/credentials/given.ts';
import type { Content, Contents } from '../lib/credentials/known.ts';
import {
  apiKeyFiles,
  backupFiles,
  databaseUrl,
  exporterFiles,
  redisUrlOf,
  serverFiles,
} from '../lib/credentials/secret-files.ts';
import { MYSQL_USERS } from '../lib/credentials/users.ts';
import { noticeCredentials } from '../lib/key-notices.ts';
import { SECRET_KEYS } from '../lib/names.ts';
import type { Rotation } from '../lib/rotation.ts';
import type { ForeignSecret, SecretFiles } from '../lib/service-files.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { GeneratedSecrets } from './generated-secrets.ts';
import type { SecretSource, StackSecret } from './secret-source.ts';

export interface SecretsArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
  rotation: Rotation;
}

/** Every credential, in one Secret per consumer: generated once, given in the settings, or kept elsewhere. */
export class Secrets extends pulumi.ComponentResource {
  /** What the service reads. */
  readonly service: SecretFiles;
  /** The same with the rights to change the schema. */
  readonly migration: SecretFiles;
  /** For the administrators of the stores that the stack runs. */
  readonly accounts?: StackSecret;
  readonly mysql?: pulumi.Output<string>;
  readonly redis: { state?: pulumi.Output<string>; cache?: pulumi.Output<string> } = {};
  /** Name of the Secret with the keys of a Milvus cluster's storage. */
  readonly milvusStorage?: pulumi.Output<string>;
  readonly exporters: { mysql?: StackSecret; redis?: StackSecret };

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Secrets', name, {}, opts);
    const { settings, rotation } = args;
    const source = this.source(args);
    const servers = serverFiles(settings, rotation);
    if (settings.mysql.mode === 'inCluster') {
      this.mysql = source.secret('mcp-mysql', servers.mysql).name;
      source.secret('mcp-mysql-backup', backupFiles);
    }
    if (settings.redis.mode === 'inCluster') {
      for (const instance of ['state', 'cache'] as const)
        this.redis[instance] = source.secret(`mcp-redis-${instance}`, servers.redis(instance)).name;
    }
    this.milvusStorage = milvusStorage(settings, source);
    if (servers.accounts) this.accounts = source.secret('mcp-accounts', servers.accounts);
    const { mysql, redis } = exporterFiles(settings);
    this.exporters = {
      ...(mysql ? { mysql: source.secret('mcp-mysql-exporter', mysql) } : {}),
      ...(redis ? { redis: source.secret('mcp-redis-exporter', redis) } : {}),
    };

    const { contents, foreign } = serviceContents(settings);
    const own = source.secret('mcp-secrets', contents);
    this.service = { secrets: [own], foreign };
    this.migration = migrationFiles(settings, this.service, source);
    this.registerOutputs({ service: own.name });
  }

  private source({ settings, namespace, rotation }: SecretsArgs): SecretSource {
    const { source, externalSecrets: store } = settings.secrets;
    return source === 'externalSecrets' && store
      ? new ExternalSecrets(this, { settings, namespace, store })
      : new GeneratedSecrets(this, { settings, namespace, rotation, given: givenCredentials(settings) });
  }
}

/** What the service's own Secret holds, and what it reads from those of others. */
function serviceContents(settings: Settings): { contents: Contents; foreign: ForeignSecret[] } {
  const { mysql, redis, milvus, embeddings } = settings;
  const contents: Contents = {};
  const foreign: ForeignSecret[] = [];
  const take = (file: string, existing: { name: string; key: string } | undefined, content: Content) => {
    if (existing) foreign.push({ ...existing, file });
    else contents[file] = content;
  };
  take(
    SECRET_KEYS.databaseUrl,
    mysql.external?.existingSecret,
    databaseUrl(settings, mysql.username, 'mysql-password'),
  );
  if (redis.mode === 'inCluster') {
    contents[SECRET_KEYS.redisUrl] = redisUrlOf(settings, 'state', 'redis-state-password');
    contents[SECRET_KEYS.redisCacheUrl] = redisUrlOf(settings, 'cache', 'redis-cache-password');
  } else {
    take(
      SECRET_KEYS.redisUrl,
      redis.external?.existingSecret,
      redisUrlOf(settings, 'state', 'redis-password'),
    );
  }
  take(SECRET_KEYS.milvusToken, milvus.external?.existingSecret, (known) =>
    milvus.mode === 'external'
      ? known.of('milvus-token', 'plain')
      : `${known.of('milvus-user', 'plain')}:${known.of('milvus-password', 'plain')}`,
  );
  const { existingSecret, apiKey } = embeddings.external ?? {};
  if (existingSecret || apiKey)
    take(SECRET_KEYS.embeddingsApiKey, existingSecret, (known) => known.of('embeddings-api-key', 'plain'));
  for (const { file, existing } of noticeCredentials(settings))
    take(file, existing, (known) => known.of(file, 'plain'));
  return { contents: { ...contents, ...apiKeyFiles(settings) }, foreign };
}

/** The service's files with the URL of the user that may change the schema, where there is one. */
function migrationFiles(settings: Settings, service: SecretFiles, source: SecretSource): SecretFiles {
  const { mode, external } = settings.mysql;
  const { username, existingSecret } = external?.migration ?? {};
  const user = mode === 'inCluster' ? MYSQL_USERS.migration : username;
  if (!user && !existingSecret) return service;
  const file = SECRET_KEYS.databaseUrl;
  const rest: SecretFiles = {
    secrets: service.secrets.map(({ keys, ...secret }) => ({
      ...secret,
      keys: keys.filter((key) => key !== file),
    })),
    foreign: service.foreign.filter((secret) => secret.file !== file),
  };
  if (existingSecret) return { ...rest, foreign: [...rest.foreign, { ...existingSecret, file }] };
  const url = databaseUrl(settings, user as string, 'mysql-migration-password');
  return { ...rest, secrets: [...rest.secrets, source.secret('mcp-migration', { [file]: url })] };
}

function milvusStorage({ milvus }: Settings, source: SecretSource): pulumi.Output<string> | undefined {
  if (milvus.mode !== 'cluster' || !milvus.cluster) return undefined;
  const { existingSecret } = milvus.cluster.storage;
  if (existingSecret) return pulumi.output(existingSecret);
  return source.secret('mcp-milvus-storage', {
    accesskey: (known) => known.of('milvus-storage-access-key', 'plain'),
    secretkey: (known) => known.of('milvus-storage-secret-key', 'plain'),
  }).name;
}
