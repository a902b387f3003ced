import type { Config } from '../config/load.ts';
import { within } from '../deadline.ts';
import { announce } from '../events/bus.ts';
import type { ServiceEvent } from '../events/event.ts';
import { createRedis } from '../stores/redis.ts';
import { SILENT } from './output.ts';

const TELL_MS = 3000;

/**
 * Tells the running replicas, so that they need not wait until they notice by themselves.
 *
 * @returns whether they could be told; without Redis they notice later, which is no failure
 */
export async function tellReplicas(config: Config, event: ServiceEvent): Promise<boolean> {
  const { url, timeout_ms: timeoutMs, ca_file: caFile, key_prefix: keyPrefix } = config.redis;
  const redis = createRedis(url, { name: 'mcp-ops', timeoutMs, caFile, log: SILENT });
  try {
    if (redis.status !== 'ready') {
      await within(TELL_MS, 'Redis', new Promise((resolve) => redis.once('ready', resolve)));
    }
    await announce(redis, keyPrefix, event);
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
