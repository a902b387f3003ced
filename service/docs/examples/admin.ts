import type { Examples } from './example.ts';

const key = { id: ['createKey', 'apiKey.id'] } as const;

export const admin: Examples = {
  createKey: {
    body: {
      name: 'build server {{n}}',
      scopes: ['read', 'write'],
      project: 'demo',
      contact: 'ada@example.com',
    },
  },
  listKeys: { query: { limit: '10' } },
  getKey: { needs: key },
  rotateKey: { needs: key, body: { overlapSeconds: 86_400 } },
  revokeKey: { needs: key },
  listAudit: { query: { action: 'key.revoke', limit: '10' } },
  getStats: {},
  takeProfile: { body: { kind: 'cpu', seconds: 0.5 } },
  getConfig: {},
  changeConfig: { body: { set: { 'api.rate_limit': 0 } } },
  getCache: {},
  clearCache: { query: { level: 'l1' } },
  listJobs: { query: { limit: '10' } },
  getJob: { needs: { id: ['verifyVectors', 'id'] } },
  getVectors: {},
  verifyVectors: { body: { repair: true } },
  rebuildVectors: { body: { collections: ['errors'] } },
  listOutbox: { query: { limit: '10' } },
  retryOutbox: { body: {} },
};
