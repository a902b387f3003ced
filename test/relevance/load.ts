import type { Pool } from 'mysql2/promise';
import { transaction } from '../../service/src/database/transaction.ts';
import { contentHash } from '../../service/src/memories/identity.ts';
import { insertMemory } from '../../service/src/memories/repository.ts';
import { insertHash, insertTerms } from '../../service/src/memories/side-tables.ts';
import { enqueue } from '../../service/src/outbox/enqueue.ts';
import { memoryOf } from '../bench/memories.ts';
import type { Entry } from './corpus.ts';

const BATCH = 100;

/** Stores the entries as if they had been stored at their time. @returns the key of each id */
export async function load(
  mysql: Pool,
  project: string,
  entries: readonly Entry[],
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (let first = 0; first < entries.length; first += BATCH) {
    await transaction(mysql, async (connection) => {
      for (const { key, text, createdAt, importance } of entries.slice(first, first + BATCH)) {
        const memory = memoryOf(project, text, createdAt, { tier: 'long', importance });
        const { id } = memory;
        keys.set(id, key);
        const hash = contentHash(text);
        await insertHash(connection, memory, hash);
        await insertMemory(connection, memory, hash);
        await insertTerms(connection, memory);
        await enqueue(connection, { kind: 'memory', id, project, sweep: false });
      }
    });
  }
  return keys;
}
