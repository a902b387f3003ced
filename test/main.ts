import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectFolder } from '../deploy/project.ts';
import { ensurePromtool } from './alerts/promtool.ts';
import { exitWith } from './cluster/failure.ts';
import { say } from './cluster/progress.ts';
import { ensureTestPrograms } from './run/programs.ts';
import { withStores } from './run/stores.ts';
import { type Count, runSuite, sum } from './run/suite.ts';

/** Thousands of requests, one after the other. Milliseconds. */
const API_TIMEOUT = 1_200_000;
/** A stack comes up, is tried from all sides, loses each store once, and goes. Milliseconds. */
const STACK_TIMEOUT = 1_200_000;

/** How many memories the benchmark works with. */
const MEMORIES = { alone: 100_000, amongAll: 2000 };

// What takes minutes the first time is set up before a suite begins: no test's time may run out over it.

async function unit(): Promise<Count> {
  await ensurePromtool();
  return runSuite(['test/unit/**/*.test.ts'], { coverage: true });
}

/** The service, its admin UI and its image against real stores. */
function integration(env: NodeJS.ProcessEnv): Promise<Count> {
  return runSuite(['test/service/**/*.test.ts', 'test/web/**/*.test.ts', 'test/image/**/*.test.ts'], { env });
}

/** The running API against its OpenAPI document, with thousands of made-up requests; needs Python. */
const api = (env: NodeJS.ProcessEnv) =>
  runSuite(['test/api/**/*.test.ts'], { env, concurrency: 1, timeout: API_TIMEOUT });

/** What staging and production render, as checkers of others see it. */
async function manifests(): Promise<Count> {
  await ensureTestPrograms();
  return runSuite(['test/manifests/**/*.test.ts']);
}

/** Upgrades of kept states, states and their locks, then stacks on a real cluster. */
async function endToEnd(): Promise<Count> {
  await ensureTestPrograms();
  return runSuite(['test/{upgrade,state,e2e}/**/*.test.ts'], { concurrency: 1, timeout: STACK_TIMEOUT });
}

/** The benchmark counts as one test: it fails where it cannot measure, not where the machine is slow. */
function performance(env: NodeJS.ProcessEnv, memories: number, json?: string): Promise<Count> {
  const size = ['--memories', String(memories)];
  const args = [join(projectFolder, 'test/bench/run.ts'), ...size, ...(json ? ['--json', json] : [])];
  return new Promise((resolve, reject) => {
    spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
      .on('error', reject)
      .on('close', (code) => resolve({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }));
  });
}

/** Prints the closing line and fails where a test failed. */
function conclude(counts: Count[]): void {
  const { passed, failed, skipped } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

const program = new Command('./run_tests.sh')
  .description('Runs the tests, setting up what they need.')
  .showHelpAfterError();
const json = ['--json <file>', 'write the measured figures there as JSON'] as const;

program
  .command('unit')
  .description('pure parts, wiring with mocks; needs no cluster')
  .action(async () => conclude([await unit()]));
program
  .command('manifests')
  .description('rendered manifests as kube-score, kubeconform, checkov and the pod security library see them')
  .action(async () => conclude([await manifests()]));
program
  .command('integration')
  .description('the service against real stores, then a stack on a real cluster')
  .action(async () => conclude([await withStores(integration), await endToEnd()]));
program
  .command('api')
  .description('the running API against its OpenAPI document: schemathesis, then every operation 20 times')
  .action(async () => conclude([await withStores(api)]));
program
  .command('performance')
  .description(`ratios against the same steps done by hand, with ${MEMORIES.alone} memories`)
  .option(...json)
  .action(async (options: { json?: string }) =>
    conclude([await withStores((env) => performance(env, MEMORIES.alone, options.json))]),
  );
program
  .command('all')
  .description('all of these')
  .option(...json)
  .action(async (options: { json?: string }) => {
    const counts = [await unit(), await manifests()];
    say('');
    counts.push(
      ...(await withStores(async (env) => [
        await integration(env),
        await api(env),
        await performance(env, MEMORIES.amongAll, options.json),
      ])),
      await endToEnd(),
    );
    conclude(counts);
  });

await program.parseAsync().catch(exitWith);
