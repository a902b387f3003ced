import { binFolder } from '../paths.ts';
import { API_PORT, addresses } from './addresses.ts';
import { startDaemon, until } from './daemon.ts';
import { networkNamespaceFile } from './network.ts';
import { isFree, type Ports } from './ports.ts';

/** Leads loopback ports of this machine to addresses inside the cluster's network. */
export async function startForward(name: string, pairs: { port: number; target: string }[]): Promise<void> {
  await startDaemon({
    name,
    command: `${binFolder}/kubernetes`,
    args: [
      'forward',
      `--netns=${networkNamespaceFile}`,
      ...pairs.flatMap(({ port, target }) => ['--forward', `127.0.0.1:${port}=${target}`]),
    ],
    outside: true,
  });
  for (const { port } of pairs) await until(`port ${port}`, 10_000, async () => !(await isFree(port)), name);
}

/** Makes the API server, the registry and the Ingress answer on this machine's loopback. */
export function startClusterForwards(ports: Ports): Promise<void> {
  return startForward('forward-cluster', [
    { port: ports.api, target: `127.0.0.1:${API_PORT}` },
    { port: ports.registry, target: `127.0.0.1:${ports.registry}` },
    { port: ports.http, target: `${addresses.ingress}:80` },
    { port: ports.https, target: `${addresses.ingress}:443` },
  ]);
}
