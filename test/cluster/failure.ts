/** A failure the user can act on: shown as its message alone, without a stack. */
export class Failure extends Error {
  override name = 'Failure';
}

/** Ends a command line: a `Failure` as one message, anything else with its stack, both with exit code 1. */
export function exitWith(error: unknown): never {
  process.stderr.write(
    error instanceof Failure
      ? `\n✗ ${error.message}\n`
      : `\n✗ unexpected: ${(error as Error)?.stack ?? error}\n`,
  );
  process.exit(1);
}
