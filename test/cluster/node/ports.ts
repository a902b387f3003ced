import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Failure } from '../failure.ts';
import { inCluster } from '../paths.ts';

/** Loopback ports of the machine that lead into the cluster. */
export interface Ports {
  api: number;
  registry: number;
  http: number;
  https: number;
}

const wanted: Ports = { api: 6443, registry: 5000, http: 8080, https: 8443 };
const file = inCluster('ports.json');

/** Free ports are looked for from here on, over at least this many. */
const LOWEST = 10_000;
const SPAN = 10_000;

/** The ports this cluster uses, or undefined where it was never up. */
export async function knownPorts(): Promise<Ports | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Ports) : undefined;
}

/**
 * Chooses the customary port for each purpose, another free one where it is taken, and remembers the choice.
 * @throws Failure when the registry's port was taken meanwhile: images are known by it
 */
export async function choosePorts(): Promise<Ports> {
  const known = await knownPorts();
  const chosen = { ...(known ?? wanted) };
  for (const name of Object.keys(wanted) as (keyof Ports)[]) {
    if (await isFree(chosen[name])) continue;
    if (known && name === 'registry')
      throw new Failure(
        `port ${chosen.registry} on 127.0.0.1, the address of this cluster's registry, is in use: free it, or \`down\` the cluster and start anew`,
      );
    [chosen[name] = 0] = await freePorts(1);
  }
  await writeFile(file, JSON.stringify(chosen));
  return chosen;
}

/** Whether nobody listens on a port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Ports of the loopback address that nobody uses at this moment, each another.
 * None is from the range the kernel takes for outgoing connections: such a port may be gone by the time
 * its owner listens, or listens again after a restart.
 */
export async function freePorts(count: number): Promise<number[]> {
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
  const outgoing = Number(range.split(/\s+/)[0]);
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(LOWEST, Math.max(outgoing, LOWEST + SPAN));
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}
