import type { Examples } from './example.ts';

const pattern = { id: ['recordError', 'error.id'] } as const;

export const errors: Examples = {
  recordError: {
    body: {
      message: "ENOSPC: no space left on device, write '/var/lib/backup/{{n}}'",
      language: 'typescript',
    },
  },
  listErrors: { query: { limit: '5' } },
  searchErrors: { body: { message: "ENOSPC: no space left on device, write '/data/7'" } },
  getError: { needs: pattern },
  deleteError: { needs: pattern },
  getErrorStats: {},
};
