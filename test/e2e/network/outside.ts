import { insideNetwork, networkNamespace } from '../../cluster/node/network.ts';
import { run } from '../../cluster/run.ts';

/** Address of the machine outside; the block is kept for documentation, so nobody has it. */
export const OUTSIDE = '203.0.113.10';
const GATEWAY = '203.0.113.1';

const name = networkNamespace.replace('cluster', 'outside');
/** File of its network namespace. */
export const outsideNetwork = `/var/run/netns/${name}`;

const LINK = 'outside0';

/** Makes a machine beyond the cluster's node: a network of its own, one hop away. */
export async function createOutside(): Promise<void> {
  await removeOutside();
  await run('ip', ['netns', 'add', name]);
  const near = [
    `ip link add ${LINK} type veth peer name eth0 netns ${name}`,
    `ip address add ${GATEWAY}/24 dev ${LINK}`,
    `ip link set ${LINK} up`,
  ];
  await run(...insideNetwork('sh', ['-ec', near.join('\n')]));
  const far = [
    'ip link set lo up',
    `ip address add ${OUTSIDE}/24 dev eth0`,
    'ip link set eth0 up',
    `ip route add default via ${GATEWAY}`,
  ];
  await run('nsenter', [`--net=${outsideNetwork}`, 'sh', '-ec', far.join('\n')]);
}

/** Removes it, also one that an earlier run left behind. */
export async function removeOutside(): Promise<void> {
  // The kernel takes a namespace's devices away in its own time; the next one needs the name at once.
  await run(...insideNetwork('ip', ['link', 'delete', LINK]), { allow: [1] });
  await run('ip', ['netns', 'delete', name], { allow: [1] });
}
