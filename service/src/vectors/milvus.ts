import type { ConsistencyLevelEnum } from '@zilliz/milvus2-sdk-node';
import type { ModelIdentity } from '../embeddings/embedder.ts';
import { type Collection, ensureCollection } from './collections.ts';
import { createMilvusConnection, type MilvusOptions } from './connection.ts';
import { filterExpression, tagCode } from './filter.ts';
import { COLLECTIONS, type CollectionKey, VectorError, type VectorIndex } from './index.ts';
import { fetchVectors, nearestVectors } from './neighbours.ts';
import { assertSuccess, CollectionMissingError } from './reply.ts';
import { REVISION_FIELD } from './schema.ts';

// How many neighbours HNSW looks at: recall near 1 for the sizes asked here, at about a millisecond.
const MIN_EF = 64;
// Sees what is at most seconds old instead of waiting for what is being written: 3 ms instead of 200 and more.
const BOUNDED: ConsistencyLevelEnum = 2;

export interface MilvusIndexOptions extends MilvusOptions {
  /** Set before every collection name. */
  collectionPrefix: string;
}

/** The vector index in Milvus 2.3 or later. It connects with the first call. */
export function createMilvusIndex(options: MilvusIndexOptions): VectorIndex {
  const connection = createMilvusConnection(options);
  const nameOf = (collection: CollectionKey) => options.collectionPrefix + COLLECTIONS[collection];
  let ensured: { model: ModelIdentity; done: Promise<void> } | undefined;
  const known = new Map<CollectionKey, Collection>();

  const forgetWhenMissing = (error: unknown) => {
    if (error instanceof CollectionMissingError) ensured = undefined;
    throw error;
  };
  const ensureAll = (model: ModelIdentity) =>
    connection.use('ensure collections', async (client) => {
      const keys = Object.keys(COLLECTIONS) as CollectionKey[];
      await Promise.all(
        keys.map(async (key) => {
          known.set(key, await ensureCollection(client, nameOf(key), model));
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

    async upsert(collection, records) {
      if (records.length === 0) return;
      const revisions = known.get(collection)?.revisions ?? true;
      const data = records.map(({ id, project, type, tags, createdAt, revision, vector }) => ({
        id,
        project_id: project,
        type,
        tags: tags.map(tagCode),
        created_at: createdAt,
        ...(revisions ? { [REVISION_FIELD]: revision } : {}),
        vector: Array.from(vector),
      }));
      await connection
        .use('upsert', async (client) => {
          const reply = await client.upsert({ collection_name: nameOf(collection), data });
          assertSuccess('upsert', reply);
          if (reply.err_index.length > 0) {
            throw new VectorError(`Milvus refused ${reply.err_index.length} records`);
          }
        })
        .catch(forgetWhenMissing);
    },

    async remove(collection, ids) {
      if (ids.length === 0) return;
      await connection
        .use('delete', async (client) =>
          assertSuccess(
            'delete',
            await client.delete({ collection_name: nameOf(collection), ids: [...ids] }),
          ),
        )
        .catch(forgetWhenMissing);
    },

    async search(collection, project, vector, limit, filter) {
      const reply = await connection
        .use('search', async (client) =>
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
        )
        .catch(forgetWhenMissing);
      return reply.results.map(({ id, score }) => ({ id: String(id), score }));
    },

    async fetch(collection, ids) {
      if (ids.length === 0) return new Map();
      return connection
        .use('fetch', (client) => fetchVectors(client, nameOf(collection), ids))
        .catch(forgetWhenMissing);
    },

    async nearest(collection, project, vectors, limit) {
      if (vectors.length === 0) return [];
      return connection
        .use('search', (client) => nearestVectors(client, nameOf(collection), project, vectors, limit))
        .catch(forgetWhenMissing);
    },

    async ping() {
      const reply = await connection.use('health check', (client) => client.checkHealth());
      if (!reply.isHealthy) throw new VectorError(`Milvus is not healthy: ${reply.reasons.join(', ')}`);
    },

    close: () => connection.close(),
  };
}
