import type { Redis } from 'ioredis';
import type { Pool } from 'mysql2/promise';
import type { Config } from '../config/load.ts';
import { announce } from '../events/bus.ts';
import type { ServiceEvent } from '../events/event.ts';
import { withMysql, withRedis } from './stores.ts';

export interface ProjectStores {
  mysql: Pool;
  redis: Redis;
  keyPrefix: string;
  /** Tells the running replicas; what they cannot be told they find by themselves, later. */
  publish(event: ServiceEvent): void;
}

/** Runs `work` with the stores that hold what projects have. The replicas' relays see to the vectors. */
export function withProjectStores<T>(
  config: Config,
  work: (stores: ProjectStores) => Promise<T>,
): Promise<T> {
  const { url, key_prefix: keyPrefix } = config.redis;
  return withMysql(config, (mysql) =>
    withRedis(url, config.redis, async (redis) => {
      const publish = (event: ServiceEvent) => {
        announce(redis, keyPrefix, event).catch(() => undefined);
      };
      const result = await work({ mysql, redis, keyPrefix, publish });
      // Answered after all that was published before.
      await redis.ping().catch(() => undefined);
      return result;
    }),
  );
}
