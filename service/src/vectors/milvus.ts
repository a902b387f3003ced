import type { ConsistencyLevelEnum, MilvusClient } from '@zilliz/milvus2-sdk-node';
import { handleType, IterableBackoff, retry } from 'cockatiel';
import type { ModelIdentity } from '../embeddings/embedder.ts';
import { type Collection, ensureAlias } from './collections.ts';
import { createMilvusConnection, type MilvusOptions } from './connection.ts';
import { filterExpression } from './filter.ts';
import { createGenerations } from './generations.ts';
import { COLLECTION_KEYS, COLLECTIONS, VectorError, type VectorIndex, type VectorTarget } from './index.ts';
import { generationName } from './names.ts';
import { fetchVectors, nearestVectors } from './neighbours.ts';
import { assertSuccess, CollectionMissingError, UnexpectedError } from './reply.ts';
import { rangeFilter, scanVectors } from './scan.ts';
import { deleteVectors, upsertVectors } from './write.ts';

// How many neighbours HNSW looks at: recall near 1 for the sizes asked here, at about a millisecond.
const MIN_EF = 64;
// Sees what is at most seconds old instead of waiting for what is being written: 3 ms instead of 200 and more.
const BOUNDED: ConsistencyLevelEnum = 2;
/** Before each further attempt at a read that the server tripped over. Milliseconds. */
const PAUSES_MS = [20, 100, 300];

export interface MilvusIndexOptions extends MilvusOptions {
  /** Set before every collection name. */
  collectionPrefix: string;
}

/** The vector index in Milvus 2.3 or later. It connects with the first call. */
export function createMilvusIndex(options: MilvusIndexOptions): VectorIndex {
  const connection = createMilvusConnection(options);
  const nameOf = (target: VectorTarget): string =>
    typeof target === 'string'
      ? options.collectionPrefix + COLLECTIONS[target]
      : generationName(nameOf(target.collection), target.generation);
  let ensured: { model: ModelIdentity; done: Promise<void> } | undefined;
  const known = new Map<VectorTarget, Collection>();
  const keepsRevisions = (target: VectorTarget) => known.get(target)?.revisions ?? true;

  const forgetWhenMissing = (error: unknown) => {
    if (error instanceof CollectionMissingError) ensured = undefined;
    throw error;
  };
  // A proxy trips over an alias that moves, for as long as it knows the old collection in part and the new in part.
  const untilSteady = retry(handleType(UnexpectedError), {
    maxAttempts: PAUSES_MS.length,
    backoff: new IterableBackoff(PAUSES_MS),
  });
  const read = <T>(what: string, work: (client: MilvusClient) => Promise<T>): Promise<T> =>
    untilSteady.execute(() => connection.use(what, work)).catch(forgetWhenMissing);
  const ensureAll = (model: ModelIdentity) =>
    connection.use('ensure collections', async (client) => {
      await Promise.all(
        COLLECTION_KEYS.map(async (key) => {
          known.set(key, await ensureAlias(client, nameOf(key), model));
        }),
      );
    });

  return {
    async ensure(model) {
      if (ensured?.model.model !== model.model || ensured.model.dimension !== model.dimension) {
        const done = ensureAll(model);
        ensured = { model, done };
        done.catch(() => {
          if (ensured?.done === done) ensured = undefined;
        });
      }
      await ensured.done;
    },

    async upsert(target, records) {
      if (records.length === 0) return;
      const revisions = keepsRevisions(target);
      await connection
        .use('upsert', (client) => upsertVectors(client, nameOf(target), records, revisions))
        .catch((error: unknown) => {
          // Whatever it was: another collection, made otherwise, may stand behind the alias by now.
          ensured = undefined;
          throw error;
        });
    },

    async remove(target, ids) {
      if (ids.length === 0) return;
      await connection
        .use('delete', (client) => deleteVectors(client, nameOf(target), ids))
        .catch(forgetWhenMissing);
    },

    scan: (target, range) =>
      read('scan', (client) =>
        scanVectors(client, nameOf(target), {
          filter: rangeFilter(range),
          limit: range.limit,
          complete: range.complete ?? false,
          revisions: keepsRevisions(target),
        }),
      ),

    async revisions(target, ids) {
      if (ids.length === 0) return [];
      return read('scan', (client) =>
        scanVectors(client, nameOf(target), {
          filter: `id in ${JSON.stringify(ids)}`,
          limit: ids.length,
          complete: true,
          revisions: keepsRevisions(target),
        }),
      );
    },

    generations: createGenerations(connection, options.collectionPrefix),

    async search(collection, project, vector, limit, filter) {
      const reply = await read('search', async (client) =>
        assertSuccess(
          'search',
          await client.search({
            collection_name: nameOf(collection),
            anns_field: 'vector',
            data: [Array.from(vector)],
            limit,
            filter: filterExpression(project, filter),
            // Without it the server fetches the vectors in a second, strongly consistent query.
            output_fields: ['id'],
            params: { ef: Math.max(MIN_EF, 2 * limit) },
            consistency_level: BOUNDED,
          }),
        ),
      );
      return reply.results.map(({ id, score }) => ({ id: String(id), score }));
    },

    async fetch(collection, ids) {
      if (ids.length === 0) return new Map();
      return read('fetch', (client) => fetchVectors(client, nameOf(collection), ids));
    },

    async nearest(collection, project, vectors, limit) {
      if (vectors.length === 0) return [];
      return read('search', (client) => nearestVectors(client, nameOf(collection), project, vectors, limit));
    },

    async ping() {
      const reply = await connection.use('health check', (client) => client.checkHealth());
      if (!reply.isHealthy) throw new VectorError(`Milvus is not healthy: ${reply.reasons.join(', ')}`);
    },

    close: () => connection.close(),
  };
}
