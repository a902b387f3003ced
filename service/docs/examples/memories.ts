import type { Examples } from './example.ts';

const memory = { id: ['storeMemory', 'memory.id'] } as const;

export const memories: Examples = {
  storeMemory: {
    headers: { 'idempotency-key': 'backup-note-{{n}}' },
    body: {
      content: 'The nightly backup runs at 02:00 UTC and is kept for 30 days. {{n}}',
      tier: 'mid',
      type: 'fact',
      tags: ['backup', 'operations'],
      importance: 0.7,
    },
  },
  storeMemories: {
    body: {
      memories: [
        { content: 'Releases are cut on Tuesdays. {{n}}' },
        { content: '数据库每周日凌晨优化一次。{{n}}', type: 'fact' },
      ],
    },
  },
  listMemories: { query: { tier: 'mid', tags: 'backup', limit: '5' } },
  searchMemories: { body: { query: 'when does the backup run', mode: 'hybrid', limit: 3, explain: true } },
  getMemory: { needs: memory },
  updateMemory: { needs: memory, body: { importance: 0.9, tags: ['backup'], pinned: true } },
  deleteMemory: { needs: memory },
  deleteMemories: { body: { filter: { tags: ['backup'], until: '2020-01-01T00:00:00Z' }, dryRun: true } },
  promoteMemory: { needs: memory, body: { tier: 'long' } },
  listMemoryVersions: { needs: memory },
  restoreMemory: { needs: { id: ['updateMemory', 'id'] }, body: { version: 1 } },
  listRelatedMemories: { needs: memory },
};
