import { Type } from 'typebox';
import { mode, reach, tls } from './store.ts';
import { existingSecret, milliseconds, resources, section, sensitive, size, text, volume } from './terms.ts';

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
  tls: tls('Redis'),
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
