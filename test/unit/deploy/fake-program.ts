import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** What a program prints and how it ends; with code 0 where nothing is said. */
export interface Answer {
  stdout?: string;
  stderr?: string;
  code?: number;
  /** The program ends itself by this signal. */
  signal?: NodeJS.Signals;
}

/**
 * Puts a program on PATH for the time of a test.
 * @param answers by the words that its arguments begin with; it fails for all others
 */
export async function fakeProgram(
  t: TestContext,
  name: string,
  answers: Record<string, Answer>,
): Promise<void> {
  await scriptOnPath(
    t,
    name,
    `const answers = ${JSON.stringify(answers)};
const args = process.argv.slice(2).join(' ');
const words = Object.keys(answers).find((key) => args.startsWith(key));
const { stdout = '', stderr = '', code = 0, signal } = answers[words] ?? { stderr: args + ' was not expected', code: 99 };
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
if (signal) process.kill(process.pid, signal);
`,
  );
}

/** Puts a program of JavaScript on PATH for the time of a test. */
export async function scriptOnPath(t: TestContext, name: string, script: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-fake-'));
  const before = process.env.PATH;
  t.after(() => {
    process.env.PATH = before;
    return rm(folder, { recursive: true });
  });
  const file = join(folder, name);
  await writeFile(file, `#!${process.execPath}\n${script}`);
  await chmod(file, 0o755);
  process.env.PATH = `${folder}:${before}`;
}
