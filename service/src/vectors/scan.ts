import type { ConsistencyLevelEnum, MilvusClient } from '@zilliz/milvus2-sdk-node';
import type { IndexedVector, ScanRange } from './index.ts';
import { assertSuccess } from './reply.ts';
import { REVISION_FIELD } from './schema.ts';

/** Waits until everything written before can be seen. */
const STRONG: ConsistencyLevelEnum = 0;
/** Sees what is at most seconds old. */
const BOUNDED: ConsistencyLevelEnum = 2;

export interface Scan {
  filter: string;
  limit: number;
  /** Waits for everything that was written before. Default false. */
  complete?: boolean;
  /** Whether the collection has revisions. Default true. */
  revisions?: boolean;
}

/** What a collection holds, in the order of the ids. */
export async function scanVectors(
  client: MilvusClient,
  name: string,
  { filter, limit, complete = false, revisions = true }: Scan,
): Promise<IndexedVector[]> {
  const reply = await client.query({
    collection_name: name,
    filter,
    limit,
    output_fields: ['id', 'project_id', ...(revisions ? [REVISION_FIELD] : [])],
    consistency_level: complete ? STRONG : BOUNDED,
  });
  assertSuccess(`scan ${name}`, reply);
  return reply.data.map((row) => ({
    id: String(row.id),
    project: String(row.project_id),
    revision: revisions ? String(row[REVISION_FIELD]) : null,
  }));
}

/** The filter for a range of ids. */
export function rangeFilter({ after, upTo }: ScanRange): string {
  const start = `id > ${JSON.stringify(after)}`;
  return upTo === undefined ? start : `${start} && id <= ${JSON.stringify(upTo)}`;
}
