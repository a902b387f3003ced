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
    chosen[name] = await freePort();
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

/** A port of the loopback address that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() =>
          address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
        );
      });
  });
}
