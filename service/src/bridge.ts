#!/usr/bin/env node
import { CommanderError } from 'commander';
import { parseOptions } from './bridge/options.ts';
import { startProxy } from './bridge/proxy.ts';

const MISUSED = 2;

try {
  // stdout belongs to the protocol; whatever is to be said goes to stderr.
  await startProxy(parseOptions(process.argv.slice(2), process.env), (line) =>
    console.error(`mcp-system-bridge: ${line}`),
  );
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : MISUSED;
}
