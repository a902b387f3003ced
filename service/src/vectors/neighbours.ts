import type { ConsistencyLevelEnum, MilvusClient } from '@zilliz/milvus2-sdk-node';
import { filterExpression } from './filter.ts';
import type { VectorHit } from './index.ts';
import { assertSuccess } from './reply.ts';

/** Waits for everything that was written before, about 200 ms. */
const STRONG: ConsistencyLevelEnum = 0;
/** Sees at least what a strong read saw before. */
const BOUNDED: ConsistencyLevelEnum = 2;
const MIN_EF = 64;

/** Reads vectors by id; those that are not there are left out. */
export async function fetchVectors(
  client: MilvusClient,
  name: string,
  ids: readonly string[],
): Promise<Map<string, Float32Array>> {
  const reply = await client.query({
    collection_name: name,
    filter: `id in ${JSON.stringify(ids)}`,
    output_fields: ['id', 'vector'],
    consistency_level: STRONG,
  });
  const { data } = assertSuccess('fetch', reply);
  return new Map(data.map(({ id, vector }) => [String(id), Float32Array.from(vector as number[])]));
}

/** The nearest vectors of a project to each of several, best first. */
export async function nearestVectors(
  client: MilvusClient,
  name: string,
  project: string,
  vectors: readonly Float32Array[],
  limit: number,
): Promise<VectorHit[][]> {
  const reply = await client.search({
    collection_name: name,
    anns_field: 'vector',
    data: vectors.map((vector) => Array.from(vector)),
    limit,
    filter: filterExpression(project),
    output_fields: ['id'],
    params: { ef: Math.max(MIN_EF, 2 * limit) },
    consistency_level: BOUNDED,
  });
  const results: unknown = assertSuccess('search', reply).results;
  // One vector is answered by one list, several by a list of lists.
  const lists = (vectors.length === 1 ? [results] : results) as VectorHit[][];
  return lists.map((hits) => hits.map(({ id, score }) => ({ id: String(id), score })));
}
