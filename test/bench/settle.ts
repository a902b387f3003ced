import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { eventually } from '../service/support/core.ts';

/** Smaller segments are searched row by row, for ever. */
const MIN_INDEXED_ROWS = 1024;
const TIMEOUT_MS = 300_000;
/** Milvus looks once in a minute at most whether segments are to be merged, and takes about 20 s to do it. */
const REST_MS = 60_000;

/**
 * Waits until what was written to a collection lies in sealed segments that searches read through their index.
 * @param atRest also until no segments have been merged for a minute, which keeps both processors busy
 */
export async function settleVectors(
  client: MilvusClient,
  alias: string,
  count: number,
  atRest: boolean,
): Promise<void> {
  const { schema } = await client.describeCollection({ collection_name: alias });
  await client.flushSync({ collection_names: [schema.name] });
  let last = '';
  let since = 0;
  const settled = async () => {
    const { infos } = await client.getQuerySegmentInfo({ collectionName: schema.name });
    const rows = infos.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
    const searchable = infos.every(
      ({ num_rows, index_name }) => index_name !== '' || Number(num_rows) < MIN_INDEXED_ROWS,
    );
    const segments = infos.map(({ segmentID }) => String(segmentID)).sort();
    if (segments.join() !== last) [last, since] = [segments.join(), performance.now()];
    const rested = !atRest || performance.now() - since >= REST_MS;
    return rows >= count && searchable && rested;
  };
  await eventually(`an index over ${count} vectors`, settled, TIMEOUT_MS);
}
