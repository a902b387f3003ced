import type { Examples } from './example.ts';

export const system: Examples = {
  getHealth: {},
  getLive: {},
  getReady: {},
  listProjects: { query: { limit: '10' } },
  forgetProject: { query: { dryRun: 'true' } },
};
