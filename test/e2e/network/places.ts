import { readFileSync } from 'node:fs';
import { API_PORT, addresses } from '../../cluster/node/addresses.ts';
import { clusterProcesses } from '../../cluster/node/cgroup.ts';
import { networkNamespaceFile } from '../../cluster/node/network.ts';
import { kubeconfigFile } from '../../cluster/paths.ts';
import { run } from '../../cluster/run.ts';
import { listeningPorts } from './sockets.ts';

/** Somewhere connections come from and go to. */
export interface Place {
  /** As test/fixtures/edges.ts calls it. */
  name: string;
  /** Whether the stack's policies speak for it. */
  ours: boolean;
  /** File of its network namespace, where connections can be made from it. */
  network?: string;
  address: string;
  /** Ports on which it is served. */
  ports: number[];
}

interface Pod {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    labels: Record<string, string>;
    deletionTimestamp?: string;
  };
  status: { phase: string; podIP?: string };
}

/** Holds the network of a pod for as long as there is one; the others come and go, with each probe. */
const HOLDER = 'pause';

/** The process of each pod that holds its network, by the pod's id. */
function holders(): Map<string, number> {
  const found = new Map<string, number>();
  for (const pid of clusterProcesses()) {
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== HOLDER) continue;
      const [, uid] = /\/pod([0-9a-f-]{36})\//.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8')) ?? [];
      if (uid) found.set(uid, pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

/** The running pods of namespaces, each called by `nameOf`; those without a name are left out. */
export async function podPlaces(
  stack: string,
  nameOf: (namespace: string, name: string, labels: Record<string, string>) => string | undefined,
): Promise<Place[]> {
  const args = ['--kubeconfig', kubeconfigFile, 'get', 'pods', '--all-namespaces', '--output', 'json'];
  const { items } = JSON.parse((await run('kubectl', args)).stdout) as { items: Pod[] };
  const pids = holders();
  return items.flatMap(({ metadata, status }) => {
    const name = nameOf(metadata.namespace, metadata.name, metadata.labels);
    if (!name || status.phase !== 'Running' || !status.podIP || metadata.deletionTimestamp) return [];
    const pid = pids.get(metadata.uid);
    if (!pid) return [];
    return {
      name,
      ours: metadata.namespace === stack,
      network: `/proc/${pid}/ns/net`,
      address: status.podIP,
      ports: listeningPorts(pid),
    };
  });
}

/** The node, which may reach every pod: its kubelet asks them how they are. */
export const node: Place = {
  name: 'node',
  ours: false,
  network: networkNamespaceFile,
  address: addresses.node,
  ports: [],
};

export const apiServer: Place = {
  name: 'API server',
  ours: false,
  address: addresses.node,
  ports: [API_PORT],
};
