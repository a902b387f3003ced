import type { Config } from '../config/load.ts';
import type { MilvusOptions } from '../vectors/connection.ts';

/** What the vector index needs, from the configuration's `milvus` section. */
export const milvusOptions = ({
  address,
  token,
  tls,
  ca_file: caFile,
  timeout_ms: timeoutMs,
}: Config['milvus']): MilvusOptions => ({ address, token, tls, caFile, timeoutMs });
