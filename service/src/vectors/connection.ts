import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { VERSION } from '../version.ts';
import { toVectorError } from './reply.ts';

export interface MilvusOptions {
  /** host:port */
  address: string;
  /** user:password; empty = the server asks for none. */
  token: string;
  tls: boolean;
  /** PEM file of the authority that signed the server's certificate; empty = the system's. */
  caFile?: string;
  /** For one call. */
  timeoutMs: number;
}

/** The client of one server, connected at the first call. */
export interface MilvusConnection {
  /** Runs `work` on the client. @throws VectorError, whatever the client throws */
  use<T>(what: string, work: (client: MilvusClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Connects with the first call. A handshake that failed is made again by the next; later it reconnects by itself. */
export function createMilvusConnection(options: MilvusOptions): MilvusConnection {
  // Kept over failures: making a client costs tens of megabytes of garbage.
  let made: Promise<MilvusClient> | undefined;
  let shaken: Promise<unknown> | undefined;

  const connected = async (): Promise<MilvusClient> => {
    made ??= createClient(options);
    const client = await made;
    shaken ??= (async () => {
      client.connect(VERSION);
      await client.connectPromise;
    })().catch((error: unknown) => {
      shaken = undefined;
      throw error;
    });
    await shaken;
    return client;
  };
  return {
    async use(what, work) {
      try {
        return await work(await connected());
      } catch (error) {
        throw toVectorError(what, error);
      }
    },
    async close() {
      await (await made)?.closeConnection();
    },
  };
}

async function createClient({
  address,
  token,
  tls,
  caFile,
  timeoutMs,
}: MilvusOptions): Promise<MilvusClient> {
  // The SDK takes a quarter of a second to load, which start-up need not wait for.
  const { MilvusClient } = await import('./sdk.ts');
  return new MilvusClient({
    address,
    ssl: tls,
    ...(tls && caFile ? { tls: { rootCertPath: caFile } } : {}),
    timeout: timeoutMs,
    // Its retries start the deadline again each time; callers here have their own.
    maxRetries: 0,
    telemetry: { enabled: false },
    logLevel: 'error',
    // The handshake is made above, where it can be made again.
    __SKIP_CONNECT__: true,
    ...(token ? { token } : {}),
  });
}
