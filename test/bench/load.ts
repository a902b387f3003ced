import type { Pool } from 'mysql2/promise';
import type { Embedder } from '../../service/src/embeddings/embedder.ts';
import { contentHash } from '../../service/src/memories/identity.ts';
import { COLUMNS, valuesOf } from '../../service/src/memories/repository.ts';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { documentTerms } from '../../service/src/memories/search/terms.ts';
import { TOKENIZER_VERSION } from '../../service/src/memories/search/tokens.ts';
import type { VectorIndex } from '../../service/src/vectors/index.ts';
import { revisionOf } from '../../service/src/vectors/revision.ts';
import { memoriesAt } from './memories.ts';
import { vectorsAround } from './vectors.ts';

const BATCH = 1000;

export interface LoadStores {
  mysql: Pool;
  vectors: VectorIndex;
  embedder: Embedder;
}

/**
 * Leaves the stores as they are some time after `count` memories were stored through the service: rows, terms and text
 * hashes in MySQL, vectors in Milvus, an empty outbox, near-duplicates looked for. The collections must be there.
 *
 * @returns the ids by project
 */
export async function loadMemories(
  { mysql, vectors, embedder }: LoadStores,
  projects: readonly string[],
  count: number,
): Promise<Map<string, string[]>> {
  const vectorAt = await vectorsAround(embedder);
  const now = Date.now();
  const ids = new Map(projects.map((project): [string, string[]] => [project, []]));
  await mysql.query('INSERT INTO projects (id) VALUES ?', [projects.map((project) => [project])]);
  for (let first = 0; first < count; first += BATCH) {
    const batch = memoriesAt(projects, first, Math.min(BATCH, count - first), now);
    for (const { memory } of batch) ids.get(memory.project)?.push(memory.id);
    await Promise.all([
      writeRows(
        mysql,
        batch.map(({ memory }) => memory),
      ),
      vectors.upsert(
        'mid',
        batch.map(({ number, memory }) => recordOf(memory, vectorAt(number))),
      ),
    ]);
  }
  return ids;
}

function recordOf({ id, project, type, tags, createdAt, content }: Memory, vector: Float32Array) {
  const entry = { id, project, type, tags, createdAt: Date.parse(createdAt) };
  const textHash = contentHash(content).toString('hex');
  return { ...entry, revision: revisionOf({ ...entry, collection: 'mid', textHash }), vector };
}

async function writeRows(mysql: Pool, memories: readonly Memory[]): Promise<void> {
  const hashed = memories.map((memory) => ({ memory, hash: contentHash(memory.content) }));
  await Promise.all([
    mysql.query(`INSERT INTO long_term_memories (${[...COLUMNS, 'links_due'].join(', ')}) VALUES ?`, [
      hashed.map(({ memory, hash }) => [...valuesOf(memory, hash), false]),
    ]),
    mysql.query('INSERT INTO memory_hashes (memory_id, project_id, content_hash) VALUES ?', [
      hashed.map(({ memory: { id, project }, hash }) => [id, project, hash]),
    ]),
    mysql.query('INSERT INTO memory_terms (memory_id, project_id, tokenizer, terms) VALUES ?', [
      memories.map(({ id, project, content }) => [
        id,
        project,
        TOKENIZER_VERSION,
        documentTerms(project, content).join(' '),
      ]),
    ]),
  ]);
}
