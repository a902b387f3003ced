import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { applyAddons, waitForAddons } from './node/addons.ts';
import { clearCgroups, clusterProcesses, createCgroups } from './node/cgroup.ts';
import { startContainerd } from './node/containerd.ts';
import { startApiServer, startControllers, startNetworkPolicies } from './node/control-plane.ts';
import { isRunning } from './node/daemon.ts';
import { startClusterForwards } from './node/forwards.ts';
import { writeKubeconfig } from './node/kubeconfig.ts';
import { startKubelet } from './node/kubelet.ts';
import { unmountBelow } from './node/mounts.ts';
import { createNetwork, deleteNetwork } from './node/network.ts';
import { createPki } from './node/pki.ts';
import { choosePorts, knownPorts } from './node/ports.ts';
import { startRegistry } from './node/registry.ts';
import { clusterFolder, inCluster, kubeconfigFile } from './paths.ts';
import { ensurePlatformImages } from './platform-images.ts';
import { step } from './progress.ts';

const daemons = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'volume-provisioner',
  'registry',
  'containerd',
  'kubelet',
  'kube-router',
  'forward-cluster',
];

/** Whether every daemon of the cluster runs. */
export const isUp = () => daemons.every(isRunning);

/**
 * Brings the cluster up, or what is missing of it. A cluster whose processes were killed comes back
 * with its objects, volumes and addresses: nothing that etcd and the volumes hold is lost.
 */
export async function startCluster(): Promise<void> {
  if (isUp()) return;
  await clearDebris();
  await mkdir(clusterFolder, { recursive: true, mode: 0o711 });
  const ports = await choosePorts();
  const registry = `localhost:${ports.registry}`;
  await step('network, certificates, registry', 1, async () => {
    await createNetwork();
    await createCgroups();
    await createPki();
    await startRegistry(ports.registry);
    await startClusterForwards(ports);
  });
  const images = await ensurePlatformImages(registry);
  await step('control plane', 6, async () => {
    await Promise.all([startApiServer(), startContainerd(images.pause)]);
    await writeKubeconfig(kubeconfigFile, ports.api, 'admin');
    await startControllers();
  });
  await step('node and add-ons', 8, async () => {
    await Promise.all([startKubelet(), applyAddons(registry)]);
    await startNetworkPolicies();
    await waitForAddons(ports);
  });
}

/** Removes the cluster: processes, mounts, network, cgroups, files. Caches of builds and images stay. */
export async function removeCluster(): Promise<void> {
  await step('remove the cluster', 4, async () => {
    await clearDebris();
    await removeTraces();
    await rm(clusterFolder, { recursive: true, force: true });
  });
}

/** Ends what still runs of an earlier start and takes its mounts and network away; files stay. */
async function clearDebris(): Promise<void> {
  await clearCgroups();
  await unmountBelow(clusterFolder);
  await deleteNetwork();
  await rm(inCluster('run'), { recursive: true, force: true });
  await rm(inCluster('containerd', 'state'), { recursive: true, force: true });
}

/** Files that the kubelet and the network plugins keep at places of their own choice. */
async function removeTraces(): Promise<void> {
  const results = '/var/lib/cni/results';
  for (const name of existsSync(results) ? await readdir(results) : []) {
    const record = await readFile(join(results, name), 'utf8');
    if (record.includes(`${clusterFolder}/`)) await rm(join(results, name), { force: true });
  }
  const logs = '/var/log/containers';
  for (const name of existsSync(logs) ? await readdir(logs) : [])
    if ((await readlink(join(logs, name)).catch(() => '')).startsWith(clusterFolder))
      await rm(join(logs, name), { force: true });
}

/** What `status` tells. */
export async function clusterStatus() {
  return {
    up: isUp(),
    folder: clusterFolder,
    kubeconfig: kubeconfigFile,
    ports: await knownPorts(),
    processes: clusterProcesses().length,
    stopped: daemons.filter((name) => !isRunning(name)),
  };
}
