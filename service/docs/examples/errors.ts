import type { Examples } from './example.ts';

const error = { id: ['recordError', 'error.id'] } as const;
const solution = {
  id: ['addSolution', 'solution.errorId'],
  solution: ['addSolution', 'solution.id'],
} as const;

export const errors: Examples = {
  recordError: {
    body: {
      type: 'BackupError',
      message: "ENOSPC: no space left on device, write '/var/lib/backup/2026-11-22.tar'",
      tags: ['backup'],
    },
  },
  listErrors: { query: { limit: '5' } },
  findErrors: { body: { message: "ENOSPC: no space left on device, write '/data/7.tar'" } },
  getErrorStats: {},
  getError: { needs: error },
  deleteError: { needs: error },
  addSolution: {
    needs: error,
    body: { description: 'Remove archives older than 30 days, then run the backup again. {{n}}' },
  },
  listSolutions: { needs: error },
  updateSolution: { needs: solution, body: { outcome: 'success' } },
  deleteSolution: { needs: solution },
};
