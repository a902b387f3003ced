import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { tagCode } from './filter.ts';
import { VectorError, type VectorRecord } from './index.ts';
import { assertSuccess } from './reply.ts';
import { REVISION_FIELD } from './schema.ts';

/** @param revisions whether the collection keeps them */
export async function upsertVectors(
  client: MilvusClient,
  name: string,
  records: readonly VectorRecord[],
  revisions: boolean,
): Promise<void> {
  const data = records.map(({ id, project, type, tags, createdAt, revision, vector }) => ({
    id,
    project_id: project,
    type,
    tags: tags.map(tagCode),
    created_at: createdAt,
    ...(revisions ? { [REVISION_FIELD]: revision } : {}),
    vector: Array.from(vector),
  }));
  const reply = await client.upsert({ collection_name: name, data });
  assertSuccess('upsert', reply);
  if (reply.err_index.length > 0) throw new VectorError(`Milvus refused ${reply.err_index.length} records`);
}

export async function deleteVectors(
  client: MilvusClient,
  name: string,
  ids: readonly string[],
): Promise<void> {
  assertSuccess('delete', await client.delete({ collection_name: name, ids: [...ids] }));
}
