import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../deploy/project.ts';
import { Failure } from '../cluster/failure.ts';

/** Longest that one test file may take unless a suite says otherwise. Milliseconds. */
const TEST_TIMEOUT = 420_000;

export interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

export interface SuiteOptions {
  env?: NodeJS.ProcessEnv;
  /** Test files that run side by side; one at a time where they share something. */
  concurrency?: number;
  coverage?: boolean;
  /** Longest that one test file may take. Milliseconds. */
  timeout?: number;
}

/** Runs the test files of some globs in processes of their own. @throws Failure where there are none */
export async function runSuite(globs: string[], options: SuiteOptions = {}): Promise<Count> {
  const files = globs.flatMap((glob) => globSync(glob, { cwd: projectFolder })).sort();
  if (files.length === 0) throw new Failure(`no test matches ${globs.join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'mcp-tally-'));
  const tally = join(folder, 'tally');
  const args = [
    '--test',
    `--test-concurrency=${options.concurrency ?? 2}`,
    // A connection left open, or a test that waits for ever, must not keep a run from ending.
    // (Not --test-force-exit: it loses the results that were not yet reported.)
    `--test-timeout=${options.timeout ?? TEST_TIMEOUT}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(projectFolder, 'test/run/tally.ts')}`,
    `--test-reporter-destination=${join(folder, 'unused')}`,
    ...(options.coverage ? coverage : []),
    ...files,
  ];
  const env = { ...process.env, ...options.env, TEST_TALLY: tally };
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectFolder,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject).on('close', resolve);
  });
  const count = await readFile(tally, 'utf8')
    .then((text) => JSON.parse(text) as Count)
    .catch(() => undefined);
  await rm(folder, { recursive: true });
  if (!count)
    throw new Failure(`the tests of ${globs.join(', ')} ended without a result (exit code ${code})`);
  // A file that breaks before its first test is a failure of its own.
  if (code !== 0 && count.failed === 0) count.failed = 1;
  return count;
}

/** Percent of what the unit tests load that they cover at least; raised whenever they cover more. */
const COVERED = { lines: 76, branches: 90 };

const coverage = [
  '--experimental-test-coverage',
  ...Object.entries(COVERED).map(([what, percent]) => `--test-coverage-${what}=${percent}`),
  ...['service/src/**', 'infra/**', 'stacks/**', 'policies/**'].map(
    (glob) => `--test-coverage-include=${glob}`,
  ),
];

export const sum = (counts: Count[]): Count =>
  counts.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );
