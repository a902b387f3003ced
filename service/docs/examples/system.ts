import type { Examples } from './example.ts';

/** Two lines as the official memory server keeps them. */
const GRAPH = [
  { type: 'entity', name: 'backup', entityType: 'job', observations: ['runs at 02:00 UTC'] },
  { type: 'relation', from: 'backup', to: 'object storage', relationType: 'writes to' },
];

export const system: Examples = {
  getHealth: {},
  getLive: {},
  getReady: {},
  listProjects: { query: { limit: '10' } },
  exportProject: {},
  importProject: {
    contentType: 'application/x-ndjson',
    body: GRAPH.map((line) => JSON.stringify(line)).join('\n'),
  },
  getQuota: {},
  setQuota: { body: { memories: 100_000 } },
  forgetProject: { query: { dryRun: 'true' } },
};
