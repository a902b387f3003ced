import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../test/cluster/failure.ts';
import { isRunning, stopDaemon } from '../test/cluster/node/daemon.ts';
import { startForward } from '../test/cluster/node/forwards.ts';
import { isFree } from '../test/cluster/node/ports.ts';
import { inCluster } from '../test/cluster/paths.ts';
import { run } from '../test/cluster/run.ts';
import type { Kubectl } from './kubectl.ts';

/** Where the service of a stack on the one-node cluster answers on this machine's loopback. */
export interface LocalPorts {
  httpPort: number;
  wsPort: number;
}

/** What was opened for a stack, and the address it leads to. */
interface Opened extends LocalPorts {
  address: string;
}

const forwardOf = (stack: string) => `forward-${stack}`;
const portsFile = (stack: string) => inCluster('projects', stack, 'local-ports.json');

/** @throws Failure where another program, or another stack, has one of the ports */
export async function checkLocalPorts(stack: string, { httpPort, wsPort }: LocalPorts): Promise<void> {
  const own = await openPorts(stack);
  for (const [port, option] of [
    [httpPort, '--http-port'],
    [wsPort, '--ws-port'],
  ] as const) {
    if (own?.httpPort === port || own?.wsPort === port || (await isFree(port))) continue;
    throw new Failure(
      `port ${port} on 127.0.0.1 is in use${await owner(port)}: free it, or choose another with ${option}`,
    );
  }
}

async function owner(port: number): Promise<string> {
  const { stdout } = await run('ss', ['-Hltnp', `sport = :${port}`], { allow: [1, 127, 255] }).catch(() => ({
    stdout: '',
  }));
  const [, name, pid] = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout) ?? [];
  return name ? ` by ${name} (process ${pid})` : '';
}

/**
 * Leads the two ports to the Service of the stack. An address that changed meanwhile is followed;
 * ports that lead there already stay open, with every connection through them.
 */
export async function openLocalPorts(
  stack: string,
  kubectl: Kubectl,
  { httpPort, wsPort }: LocalPorts,
): Promise<void> {
  const { stdout: address } = await kubectl.run([
    'get',
    'service',
    'mcp-api',
    '-o',
    'jsonpath={.spec.clusterIP}',
  ]);
  const wanted: Opened = { httpPort, wsPort, address };
  if (isDeepStrictEqual(await openPorts(stack), wanted)) return;
  await stopDaemon(forwardOf(stack));
  await startForward(forwardOf(stack), [
    { port: httpPort, target: `${address}:8000` },
    { port: wsPort, target: `${address}:8765` },
  ]);
  await writeFile(portsFile(stack), JSON.stringify(wanted));
}

/** The ports that are open now for a stack. */
async function openPorts(stack: string): Promise<Opened | undefined> {
  if (!isRunning(forwardOf(stack))) return undefined;
  return JSON.parse(await readFile(portsFile(stack), 'utf8')) as Opened;
}

/** URLs of the ports that are open now. */
export async function localUrls(stack: string): Promise<Record<string, string>> {
  const open = await openPorts(stack);
  if (!open) return {};
  const { httpPort, wsPort } = open;
  return { local: `http://localhost:${httpPort}`, localWs: `ws://localhost:${wsPort}/ws` };
}

/** Frees the two ports. */
export const closeLocalPorts = (stack: string) => stopDaemon(forwardOf(stack));
