import { Type } from 'typebox';
import {
  cidr,
  existingSecret,
  flag,
  hostname,
  integer,
  milliseconds,
  oneOf,
  port,
  resources,
  section,
  sensitive,
  size,
  text,
  volume,
} from './terms.ts';

const mode = (store: string) =>
  oneOf(['inCluster', 'external'], `Whether the stack runs ${store} itself or uses one that exists.`);

const reach = {
  host: hostname('Host.'),
  port: port('Port.'),
  tls: flag('Whether the connection is encrypted.'),
  cidr: Type.Optional(cidr('Block the store is in, for the network policy; left out = any address.')),
};

export const Mysql = section('MySQL, the truth about every memory.', {
  mode: mode('MySQL'),
  database: text('Database.'),
  username: text('User of the service.'),
  poolSize: integer(1, 1000, 'Connections one pod keeps.'),
  maxOverflow: integer(0, 1000, 'Connections one pod may open besides, under load.'),
  connectTimeoutMs: milliseconds('Longest wait for a connection.'),
  maxConnections: integer(10, 10_000, 'Connections the server accepts.'),
  resources: resources('MySQL'),
  volume: volume('MySQL'),
  external: Type.Optional(
    section('An existing MySQL server.', {
      ...reach,
      password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
      existingSecret: Type.Optional(existingSecret('the complete URL (mysql://user:password@host:port/db)')),
    }),
  ),
});

const RedisState = section('The instance that must not forget: short tier, limits.', {
  maxMemory: size('Data at most; then writes are refused.'),
  resources: resources('the state instance'),
  volume: volume('the append-only file'),
});

const RedisCache = section('The instance that may forget anything.', {
  maxMemory: size('Data at most; then the least used entries go.'),
  resources: resources('the cache instance'),
});

export const Redis = section('Redis: one instance for state, one for caches.', {
  mode: mode('Redis'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  state: RedisState,
  cache: RedisCache,
  external: Type.Optional(
    section('An existing Redis server, used for both.', {
      ...reach,
      username: text('User; empty = the default user.'),
      password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
      existingSecret: Type.Optional(existingSecret('the complete URL (rediss://user:password@host:port)')),
    }),
  ),
});

export const Milvus = section('Milvus, the index of the vectors.', {
  mode: mode('Milvus'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  resources: resources('Milvus'),
  volume: volume('Milvus'),
  external: Type.Optional(
    section('An existing Milvus or Zilliz Cloud.', {
      ...reach,
      token: Type.Optional(sensitive('user:password or API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the token (user:password or API key)')),
    }),
  ),
});

export const Embeddings = section('What turns text into vectors.', {
  mode: oneOf(
    ['inCluster', 'external', 'builtin'],
    'A server of the stack, an OpenAI-compatible API elsewhere, or the lexical fallback in the service.',
  ),
  model: text('Model.'),
  replicas: integer(1, 20, 'Pods of the server.'),
  download: flag('Whether the server fetches its model from the internet at start.'),
  timeoutMs: milliseconds('Longest wait for an answer.'),
  batchSize: integer(1, 2048, 'Texts per request.'),
  resources: resources('the embeddings server'),
  external: Type.Optional(
    section('An OpenAI-compatible API.', {
      baseUrl: Type.String({
        pattern: '^https?://[^\\s]+$',
        allowed: 'an http(s) URL such as https://api.openai.com/v1',
        description: 'Base URL.',
      } as { pattern: string; description: string }),
      cidr: reach.cidr,
      apiKey: Type.Optional(sensitive('API key, from an encrypted setting.')),
      existingSecret: Type.Optional(existingSecret('the API key')),
    }),
  ),
});
