import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pythonPrograms } from '../run/python.ts';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** The program, installed where it is missing. */
export const schemathesis = async (): Promise<string> =>
  join(await pythonPrograms(REQUIREMENTS), 'schemathesis');

export interface FuzzOptions {
  /** http://host:port of the running service. */
  url: string;
  key: string;
  /** Examples for each operation. */
  examples: number;
  /** Operations that are left out. */
  without: readonly string[];
  /** The same seed makes the same examples. */
  seed: number;
}

export interface FuzzResult {
  passed: boolean;
  /** Requests that were made up and sent. */
  examples: number;
  output: string;
}

/** Lets schemathesis make up requests from the OpenAPI document of a running service, and check every answer. */
export async function fuzz({ url, key, examples, without, seed }: FuzzOptions): Promise<FuzzResult> {
  const program = await schemathesis();
  const args = [
    ...['run', `${url}/openapi.json`, '--url', url, '--header', `Authorization: Bearer ${key}`],
    ...['--checks', CHECKS.join(','), '--max-examples', String(examples), '--seed', String(seed)],
    ...['--phases', 'examples,coverage,fuzzing,stateful', '--generation-database', 'none'],
    ...['--suppress-health-check', 'all', '--request-timeout', '30', '--continue-on-failure', '--no-color'],
    ...without.flatMap((operation) => ['--exclude-operation-id', operation]),
  ];
  const hooks = {
    SCHEMATHESIS_HOOKS: 'hooks',
    PYTHONPATH: import.meta.dirname,
    FUZZ_KEY_ID: key.slice(3, key.indexOf('.')),
  };
  const child = spawn(program, args, {
    env: { ...process.env, ...hooks, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const counted = /(\d+) generated/.exec(output.replaceAll(',', ''))?.[1];
  return { passed: code === 0, examples: Number(counted ?? 0), output };
}
