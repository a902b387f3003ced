import { createHash } from 'node:crypto';
import k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import random from '@pulumi/random';
import type { Settings } from '../../stacks/settings.ts';
import { keyedChecksum } from '../lib/checksum.ts';
import { CLIENT_FILE, exported, mysqlClientFile, PASSWORDS_FILE, redisLogin } from '../lib/exporters.ts';
import { noticeCredentials } from '../lib/key-notices.ts';
import { labels } from '../lib/labels.ts';
import { PORTS, SECRET_KEYS } from '../lib/names.ts';
import { redisAcl } from '../lib/store-config.ts';
import { mysqlUrl, redisUrl } from '../lib/urls.ts';

const PASSWORD_LENGTH = 32;
/** Letters and digits that carry 256 bits. */
const KEY_LENGTH = 43;
const KEY_ID_LENGTH = 12;

export interface SecretsArgs {
  settings: Settings;
  namespace: pulumi.Input<string>;
}

/** A value the pods read from a Secret that is not the stack's own. */
export interface ForeignSecret {
  name: string;
  key: string;
  file: string;
}

/** Every credential: generated once, kept in one Secret per consumer. */
export class Secrets extends pulumi.ComponentResource {
  /** Name of the Secret that the service and its Jobs read. */
  readonly service: pulumi.Output<string>;
  /** Names of the files that Secret provides. */
  readonly serviceKeys: string[];
  readonly foreign: ForeignSecret[];
  /** Changes when a value of the service's Secret does. */
  readonly checksum: pulumi.Output<string>;
  readonly mysql?: pulumi.Output<string>;
  readonly redis: { state?: pulumi.Output<string>; cache?: pulumi.Output<string> };
  /** Names of the Secrets that the exporters read. */
  readonly exporters: { mysql?: pulumi.Output<string>; redis?: pulumi.Output<string> } = {};

  private readonly args: SecretsArgs;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('mcp:infra:Secrets', name, {}, opts);
    this.args = args;
    const { mysql, redis, milvus, embeddings, api } = args.settings;
    const service: Record<string, pulumi.Output<string>> = {};
    this.foreign = [];
    this.redis = {};

    const take = (file: string, existing: { name: string; key: string } | undefined, value?: string) => {
      if (existing) this.foreign.push({ ...existing, file });
      else if (value !== undefined) service[file] = pulumi.secret(value);
    };

    if (mysql.mode === 'inCluster') {
      const root = this.password('mysql-root-password');
      const user = this.password('mysql-password');
      this.mysql = this.secret('mcp-mysql', { 'root-password': root, password: user });
      service[SECRET_KEYS.databaseUrl] = user.apply((password) =>
        mysqlUrl({ host: 'mysql', port: PORTS.mysql, username: mysql.username, password }, mysql.database),
      );
      if (exported(args.settings).mysql) {
        const file = user.apply((password) => mysqlClientFile(mysql.username, password));
        this.exporters.mysql = this.secret('mcp-mysql-exporter', { [CLIENT_FILE]: file });
      }
    } else if (mysql.external) {
      const { password = '', existingSecret, host, port } = mysql.external;
      const url = mysqlUrl({ host, port, username: mysql.username, password }, mysql.database);
      take(SECRET_KEYS.databaseUrl, existingSecret, url);
    }

    if (redis.mode === 'inCluster') {
      const passwords: Record<string, pulumi.Output<string>> = {};
      for (const instance of ['state', 'cache'] as const) {
        const password = this.password(`redis-${instance}-password`);
        const acl = password.apply((text) => redisAcl(createHash('sha256').update(text).digest('hex')));
        this.redis[instance] = this.secret(`mcp-redis-${instance}`, { 'users.acl': acl });
        const key = instance === 'state' ? SECRET_KEYS.redisUrl : SECRET_KEYS.redisCacheUrl;
        service[key] = password.apply((text) =>
          redisUrl({ host: `redis-${instance}`, port: PORTS.redis, username: 'mcp', password: text }),
        );
        passwords[redisLogin(instance)] = password;
      }
      if (exported(args.settings).redis) {
        const file = pulumi.all(passwords).apply((known) => JSON.stringify(known));
        this.exporters.redis = this.secret('mcp-redis-exporter', { [PASSWORDS_FILE]: file });
      }
    } else if (redis.external) {
      const { password = '', existingSecret, host, port, username, tls } = redis.external;
      take(SECRET_KEYS.redisUrl, existingSecret, redisUrl({ host, port, username, password }, tls));
    }

    if (milvus.mode === 'inCluster') {
      service[SECRET_KEYS.milvusToken] = pulumi.interpolate`root:${this.password('milvus-root-password')}`;
    } else {
      take(SECRET_KEYS.milvusToken, milvus.external?.existingSecret, milvus.external?.token);
    }

    if (embeddings.mode === 'external') {
      const { existingSecret, apiKey } = embeddings.external ?? {};
      take(SECRET_KEYS.embeddingsApiKey, existingSecret, apiKey);
    }

    for (const { file, existing, value } of noticeCredentials(args.settings)) take(file, existing, value);

    for (let number = 1; number <= api.keys; number++) {
      service[SECRET_KEYS.apiKey(number)] = this.apiKey(number);
    }

    this.service = this.secret('mcp-secrets', service);
    this.serviceKeys = Object.keys(service);
    this.checksum = pulumi
      .all([this.password('checksum-key'), pulumi.all(service)])
      .apply(([key, content]) => pulumi.unsecret(pulumi.output(keyedChecksum(key, content))));
    this.registerOutputs({ service: this.service });
  }

  private password(name: string, length = PASSWORD_LENGTH): pulumi.Output<string> {
    return new random.RandomPassword(name, { length, special: false }, this.once).result;
  }

  /** A changed input would make another value than the one that the store's volume, or a client, knows. */
  private get once(): pulumi.CustomResourceOptions {
    const protect = this.args.settings.protection.stores;
    return { parent: this, protect, ignoreChanges: ['length', 'special', 'upper'] };
  }

  private apiKey(number: number): pulumi.Output<string> {
    const id = new random.RandomString(
      `api-key-${number}-id`,
      { length: KEY_ID_LENGTH, special: false, upper: false },
      this.once,
    );
    return pulumi.interpolate`sk-${id.result}.${this.password(`api-key-${number}`, KEY_LENGTH)}`;
  }

  private secret(name: string, stringData: Record<string, pulumi.Input<string>>): pulumi.Output<string> {
    return new k8s.core.v1.Secret(
      name,
      {
        metadata: {
          name,
          namespace: this.args.namespace,
          labels: labels(name, this.args.settings.cluster.namespace),
        },
        stringData,
      },
      { parent: this },
    ).metadata.name;
  }
}
