// Measures this service beside others on the same texts and embedding model: npm run peers [-- --rounds N --json FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { closeConnections } from '../bench/http.ts';
import { machine } from '../bench/report.ts';
import { ensurePrograms } from '../cluster/debian.ts';
import { exitWith } from '../cluster/failure.ts';
import { relevanceSet } from '../relevance/corpus.ts';
import { halfOf } from '../relevance/random.ts';
import { withStores } from '../run/stores.ts';
import { lastInFirstOut } from '../service/support/scope.ts';
import { addresses } from '../service/support/stores.ts';
import { startMcpMemoryService } from './mcp-memory-service.ts';
import { measurePeer, medianReport, type PeerReport } from './measure.ts';
import { startMem0 } from './mem0.ts';
import { startOurs } from './ours.ts';
import type { StartPeer } from './peer.ts';
import { peerTable } from './report.ts';
import { startServerMemory } from './server-memory.ts';

const MODEL = { model: 'sentence-transformers/all-MiniLM-L6-v2', dimension: 384 };
const SYSTEMS: StartPeer[] = [startOurs, startMcpMemoryService, startMem0, startServerMemory];

async function measureOnce(start: StartPeer): Promise<PeerReport> {
  const cleanups: (() => unknown)[] = [];
  try {
    const scope = lastInFirstOut({ after: (cleanup) => void cleanups.push(cleanup) });
    const peer = await start(scope, { url: addresses.embeddings(), ...MODEL });
    console.error(`measuring ${peer.name} …`);
    const { entries, questions } = relevanceSet();
    const items = entries.map(({ key, text }) => ({ key, text }));
    // Questions about times need stores that know when something was; and no weight was chosen by this half.
    const asked = questions.filter(
      ({ id, kind }) => halfOf(id) === 'frozen' && kind !== 'time' && kind !== 'changed',
    );
    return await measurePeer(peer, items, asked);
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
});
await ensurePrograms({ '/usr/bin/python3': 'python3', '/usr/share/python-wheels': 'python3-venv' });
await withStores(async (env) => {
  Object.assign(process.env, env);
  const runs: PeerReport[][] = [];
  // In turn, so that whatever else the machine does weighs on all alike.
  for (let round = 0; round < Number(values.rounds); round++) {
    const reports: PeerReport[] = [];
    for (const start of SYSTEMS) reports.push(await measureOnce(start));
    runs.push(reports);
  }
  const reports = SYSTEMS.map((_, index) => medianReport(runs.map((run) => run[index] as PeerReport)));
  console.log(`\n${peerTable(reports)}\n`);
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ machine: machine(), reports, runs }, null, 2)}\n`);
})
  .catch(exitWith)
  .finally(closeConnections);
