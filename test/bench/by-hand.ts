import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { Config } from '../../service/src/config/load.ts';
import { transaction } from '../../service/src/database/transaction.ts';
import { contentHash } from '../../service/src/memories/identity.ts';
import { insertMemory } from '../../service/src/memories/repository.ts';
import { insertHash, insertTerms } from '../../service/src/memories/side-tables.ts';
import { enqueue } from '../../service/src/outbox/enqueue.ts';
import { exchange } from './http.ts';
import { memoryOf } from './memories.ts';

export interface SearchParts {
  config: Pick<Config, 'embeddings'>;
  milvus: MilvusClient;
  collection: string;
  mysql: Pool;
}

/** What a search by meaning cannot do without, and nothing else: one embedding, one vector search, one row fetch. */
export async function searchByHand(parts: SearchParts, project: string, query: string, limit: number) {
  const { base_url: url, model } = parts.config.embeddings;
  const { data } = await exchange(`${url}/embeddings`, {
    body: { model, input: [query] },
  });
  const found = await parts.milvus.search({
    collection_name: parts.collection,
    data: [data[0].embedding],
    filter: `project_id == "${project}"`,
    limit,
    output_fields: ['id'],
    params: { ef: 64 },
    consistency_level: 2,
  });
  const ids = found.results.map(({ id }) => String(id));
  const [rows] = await parts.mysql.execute<RowDataPacket[]>(
    `SELECT * FROM long_term_memories WHERE id IN (${ids.map(() => '?').join(',')}) AND project_id = ?`,
    [...ids, project],
  );
  return rows;
}

/** The same durable transaction that the service commits for a memory, statement by statement. */
export async function storeByHand(mysql: Pool, project: string, content: string): Promise<void> {
  const memory = memoryOf(project, content, Date.now());
  const hash = contentHash(content);
  await transaction(mysql, async (connection) => {
    await insertHash(connection, memory, hash);
    await insertMemory(connection, memory, hash);
    await insertTerms(connection, memory);
    await enqueue(connection, { kind: 'memory', id: memory.id, project, sweep: false });
  });
}
