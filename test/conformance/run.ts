import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(
  new URL('dist/index.js', import.meta.resolve('@modelcontextprotocol/conformance/package.json')),
);

type Status = 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';

interface Check {
  id: string;
  status: Status;
  errorMessage?: string;
}

/** What came out of one scenario: the checks that were not passed; none, and nothing passed either, is `skipped`. */
export interface Outcome {
  result: 'passed' | 'failed' | 'skipped';
  failed: string[];
  messages: string[];
}

function outcomeOf(checks: Check[]): Outcome {
  const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
  const good = checks.some(({ status }) => status === 'SUCCESS');
  return {
    result: bad.length > 0 ? 'failed' : good ? 'passed' : 'skipped',
    failed: [...new Set(bad.map(({ id }) => id))].sort(),
    messages: bad.map(({ id, errorMessage }) => `${id}: ${errorMessage}`),
  };
}

/**
 * Runs every server scenario of the official conformance suite that a revision has against a live server.
 * @returns by scenario
 */
export async function runConformance(url: string, revision: string): Promise<Map<string, Outcome>> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-conformance-'));
  const args = [PROGRAM, 'server', '--url', url, '--suite', 'all', '--spec-version', revision, '-o', folder];
  let output = '';
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('error', reject).on('close', resolve);
  });
  const outcomes = new Map<string, Outcome>();
  for (const file of globSync('**/checks.json', { cwd: folder })) {
    const scenario = basename(dirname(file)).replace(/^server-(.*)-\d{4}-\d\d-\d\dT.*$/, '$1');
    outcomes.set(scenario, outcomeOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Check[]));
  }
  await rm(folder, { recursive: true });
  if (outcomes.size === 0) throw new Error(`the conformance suite said nothing it checked:\n${output}`);
  return outcomes;
}
