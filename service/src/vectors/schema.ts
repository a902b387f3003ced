import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { LIMITS } from '../memories/schemas.ts';
import type { CollectionModel } from './index.ts';
import { assertSuccess } from './reply.ts';
import { REVISION_LENGTH } from './revision.ts';

const HNSW = { M: 16, efConstruction: 200 };
const TAG_CODE_LENGTH = 16;
/** Collections made by the first version lack it until they are rebuilt. */
export const REVISION_FIELD = 'revision';

/**
 * Creates a collection with its index. A collection that is there already stays as it is.
 *
 * The project is a plain field, not the partition key: with one, Milvus 2.3 puts upserted rows into partitions
 * where a filtered search does not look for them.
 */
export async function createCollection(
  client: MilvusClient,
  name: string,
  model: CollectionModel,
): Promise<void> {
  const { DataType } = await import('./sdk.ts');
  const { provider, model: modelName, dimension } = model;
  assertSuccess(
    `create ${name}`,
    await client.createCollection({
      collection_name: name,
      description: JSON.stringify({ provider, model: modelName, dimension } satisfies CollectionModel),
      consistency_level: 'Bounded',
      fields: [
        { name: 'id', data_type: DataType.VarChar, is_primary_key: true, max_length: 36 },
        { name: 'project_id', data_type: DataType.VarChar, max_length: 64 },
        { name: 'type', data_type: DataType.VarChar, max_length: 32 },
        {
          name: 'tags',
          data_type: DataType.Array,
          element_type: DataType.VarChar,
          max_length: TAG_CODE_LENGTH,
          max_capacity: LIMITS.tags,
        },
        { name: 'created_at', data_type: DataType.Int64 },
        { name: REVISION_FIELD, data_type: DataType.VarChar, max_length: REVISION_LENGTH },
        { name: 'vector', data_type: DataType.FloatVector, dim: dimension },
      ],
    }),
  );
  assertSuccess(
    `index ${name}`,
    await client.createIndex({
      collection_name: name,
      field_name: 'vector',
      index_type: 'HNSW',
      metric_type: 'COSINE',
      params: HNSW,
    }),
  );
}
