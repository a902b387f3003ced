/**
 * Ends the program where nobody reads what it prints any more. Pulumi's runtime reports that it cannot report, without
 * end, once the process that started it was killed: it would take a processor and all memory.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
}
