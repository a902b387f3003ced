import { existsSync } from 'node:fs';
import { clusterName } from '../paths.ts';
import { run } from '../run.ts';
import { addresses } from './addresses.ts';

export const networkNamespace = `mcp-cluster-${clusterName}`;
export const networkNamespaceFile = `/var/run/netns/${networkNamespace}`;

/**
 * Prefixes a command so that it runs inside the cluster's network.
 * `nsenter` and not `ip netns exec`: the latter remounts /sys, and the kubelet then finds no cgroups.
 */
export function insideNetwork(command: string, args: string[]): [string, string[]] {
  return ['nsenter', [`--net=${networkNamespaceFile}`, command, ...args]];
}

/** Makes the network namespace with the node's address, or leaves an existing one as it is. */
export async function createNetwork(): Promise<void> {
  if (existsSync(networkNamespaceFile) && (await isWhole())) return;
  await deleteNetwork();
  await run('ip', ['netns', 'add', networkNamespace]);
  const commands = [
    'ip link set lo up',
    // A bridge without members carries the node's address: dummy devices are not available everywhere.
    'ip link add node0 type bridge',
    `ip addr add ${addresses.nodeNetwork} dev node0`,
    'ip link set node0 up',
    'ip route add default dev node0',
    'sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1',
  ];
  await run(...insideNetwork('sh', ['-ec', commands.join('\n')]));
}

async function isWhole(): Promise<boolean> {
  const route = await run(...insideNetwork('ip', ['route', 'show', 'default']), { allow: [1, 2, 255] }).catch(
    () => undefined,
  );
  return route?.stdout.includes('node0') ?? false;
}

/** Removes the network namespace and all devices in it. */
export async function deleteNetwork(): Promise<void> {
  if (!existsSync(networkNamespaceFile)) return;
  await run('ip', ['netns', 'delete', networkNamespace]);
}
