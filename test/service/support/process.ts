import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from './scope.ts';

/** Ports of the loopback that nobody uses right now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Writes a configuration file for a process of its own and gives its path. The stores come by environment. */
export function writeConfig(scope: Scope, config: Record<string, unknown>): string {
  const dir = mkdtempSync(join(tmpdir(), 'mcp-process-'));
  scope.after(() => rmSync(dir, { recursive: true }));
  const file = join(dir, 'config.yaml');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
