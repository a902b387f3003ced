import { type Static, Type } from 'typebox';
import { Api } from './schema/api.ts';
import { Cluster } from './schema/cluster.ts';
import { Cache, Ingress, Logging, Memory, Monitoring, Protection } from './schema/edges.ts';
import { Embeddings } from './schema/embeddings.ts';
import { Images } from './schema/images.ts';
import { Milvus } from './schema/milvus.ts';
import { Mysql } from './schema/mysql.ts';
import { Policies } from './schema/policies.ts';
import { Priority } from './schema/priority.ts';
import { Redis } from './schema/redis.ts';
import { Secrets } from './schema/secrets.ts';
import { oneOf } from './schema/terms.ts';

/** Everything a stack can be told, under the one config key `settings`. */
export const SettingsSchema = Type.Object(
  {
    environment: oneOf(['development', 'staging', 'production'], 'Profile whose values and rules apply.'),
    cluster: Cluster,
    images: Images,
    api: Api,
    mysql: Mysql,
    redis: Redis,
    milvus: Milvus,
    embeddings: Embeddings,
    ingress: Ingress,
    monitoring: Monitoring,
    memory: Memory,
    cache: Cache,
    logging: Logging,
    protection: Protection,
    priority: Priority,
    secrets: Secrets,
    policies: Policies,
  },
  { additionalProperties: false },
);

export type Environment = Settings['environment'];

type DeepReadonly<T> = T extends (infer I)[]
  ? readonly DeepReadonly<I>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** Validated, frozen settings of one stack. */
export type Settings = DeepReadonly<Static<typeof SettingsSchema>>;

/** The complete settings of an environment; the namespace comes from the stack's name. */
export type Profile = Omit<Settings, 'cluster'> & {
  readonly cluster: Omit<Settings['cluster'], 'namespace'>;
};
