import { randomBytes } from 'node:crypto';
import type { Pool } from 'mysql2/promise';
import { transaction } from '../../service/src/database/transaction.ts';
import { contentHash } from '../../service/src/memories/identity.ts';
import { insertMemory } from '../../service/src/memories/repository.ts';
import type { Memory } from '../../service/src/memories/schemas.ts';
import { insertHash, insertTerms } from '../../service/src/memories/side-tables.ts';
import { enqueue } from '../../service/src/outbox/enqueue.ts';
import type { Entry } from './corpus.ts';

const BATCH = 100;

/** A memory id (UUID version 7) that says it was made then. */
function idAt(createdAt: number): string {
  const time = createdAt.toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

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
        const id = idAt(createdAt);
        keys.set(id, key);
        const moment = new Date(createdAt).toISOString();
        const memory: Memory = {
          id,
          project,
          tier: 'long',
          type: 'note',
          content: text,
          tags: [],
          importance,
          pinned: false,
          source: null,
          sessionId: null,
          createdAt: moment,
          updatedAt: moment,
          expiresAt: null,
          verifiedAt: null,
          version: 1,
        };
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
