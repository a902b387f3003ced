import { bytes, millicores } from '../quantities.ts';
import type { Settings } from '../settings.ts';
import { type Rules, when } from './rule.ts';

/** Share of its memory that Redis may fill with data; the rest is for connections and the copy while saving. */
const DATA_SHARE = 0.75;

const resourcesOf = (settings: Settings) =>
  Object.entries({
    'api.resources': settings.api.resources,
    'mysql.resources': settings.mysql.resources,
    'redis.state.resources': settings.redis.state.resources,
    'redis.cache.resources': settings.redis.cache.resources,
    'milvus.resources': settings.milvus.resources,
    'embeddings.resources': settings.embeddings.resources,
    'monitoring.resources': settings.monitoring.resources,
  });

export const resourceRules = {
  'requests-cpu-within-limit': (settings) =>
    resourcesOf(settings).flatMap(([key, { requests, limits }]) =>
      when(
        millicores(requests.cpu) > millicores(limits.cpu),
        `${key}.requests.cpu`,
        `at most the limit (${limits.cpu})`,
      ),
    ),

  'requests-memory-within-limit': (settings) =>
    resourcesOf(settings).flatMap(([key, { requests, limits }]) =>
      when(
        bytes(requests.memory) > bytes(limits.memory),
        `${key}.requests.memory`,
        `at most the limit (${limits.memory})`,
      ),
    ),

  'redis-data-within-limit': ({ redis }) =>
    redis.mode === 'external'
      ? []
      : (['state', 'cache'] as const).flatMap((name) => {
          const limit = redis[name].resources.limits.memory;
          return when(
            bytes(redis[name].maxMemory) > bytes(limit) * DATA_SHARE,
            `redis.${name}.maxMemory`,
            `at most three quarters of redis.${name}.resources.limits.memory (${limit})`,
          );
        }),
} satisfies Rules;
