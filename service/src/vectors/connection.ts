import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { toVectorError } from './reply.ts';

export interface MilvusOptions {
  /** host:port */
  address: string;
  /** user:password; empty = the server asks for none. */
  token: string;
  tls: boolean;
  /** For one call. */
  timeoutMs: number;
}

/** The client of one server, connected at the first call. */
export interface MilvusConnection {
  /** Runs `work` on the client. @throws VectorError, whatever the client throws */
  use<T>(what: string, work: (client: MilvusClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Holds the client. The client never forgets a failed first handshake, so it is thrown away then and the next call
 * makes a new one; after a good one it reconnects by itself.
 */
export function createMilvusConnection(options: MilvusOptions): MilvusConnection {
  let pending: Promise<MilvusClient> | undefined;
  const client = (): Promise<MilvusClient> => {
    pending ??= connect(options).catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
  return {
    async use(what, work) {
      try {
        return await work(await client());
      } catch (error) {
        throw toVectorError(what, error);
      }
    },
    async close() {
      const connected = await pending?.catch(() => undefined);
      await connected?.closeConnection();
    },
  };
}

async function connect({ address, token, tls, timeoutMs }: MilvusOptions): Promise<MilvusClient> {
  // The SDK takes a quarter of a second to load, which start-up need not wait for.
  const { MilvusClient } = await import('./sdk.ts');
  const client = new MilvusClient({
    address,
    ssl: tls,
    timeout: timeoutMs,
    // Its retries start the deadline again each time; callers here have their own.
    maxRetries: 0,
    telemetry: { enabled: false },
    logLevel: 'error',
    ...(token ? { token } : {}),
  });
  try {
    await client.connectPromise;
    return client;
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
}
