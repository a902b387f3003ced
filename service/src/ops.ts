import { CommanderError } from 'commander';
import { ConfigError } from './config/load.ts';
import { AppError } from './errors.ts';
import { buildProgram } from './ops/program.ts';
import { UnusableStoreError } from './ops/wait.ts';

/** 1: it failed; 2: it was asked wrongly, or the configuration is wrong, which a store may be the first to tell. */
const FAILED = 1;
const MISUSED = 2;

try {
  const program = buildProgram(process.env).exitOverride();
  for (const command of program.commands) {
    command.exitOverride();
    for (const nested of command.commands) nested.exitOverride();
  }
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : MISUSED;
  } else {
    console.error(describe(error));
    process.exitCode = isMistake(error) ? MISUSED : FAILED;
  }
}

function isMistake(error: unknown): boolean {
  return error instanceof ConfigError || error instanceof UnusableStoreError;
}

/** Operators mend most failures by their message; a mistake of ours needs its stack. */
function describe(error: unknown): string {
  if (error instanceof ConfigError || error instanceof AppError) return error.message;
  if (process.env.DEBUG) return error instanceof Error ? String(error.stack) : String(error);
  return `failed: ${error instanceof Error ? error.message : String(error)}`;
}
