import { mkdir, writeFile } from 'node:fs/promises';
import { dump } from 'js-yaml';
import { binFolder, inCluster } from '../paths.ts';
import { API_PORT, addresses, NODE_NAME } from './addresses.ts';
import { clusterCgroup } from './cgroup.ts';
import { containerdSocket } from './containerd.ts';
import { kubectlInside } from './control-plane.ts';
import { startDaemon, until } from './daemon.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { pki } from './pki.ts';

/** Heartbeats are given in whole seconds. */
const CLOCK_GRAIN = 1000;

/** Starts the kubelet and waits until its node is registered and ready. */
export async function startKubelet(): Promise<void> {
  for (const folder of ['kubelet', 'pod-logs', 'volumes'])
    await mkdir(inCluster(folder), { recursive: true });
  await writeKubeconfig(inCluster('kubelet.conf'), API_PORT, 'kubelet');
  await writeFile(inCluster('kubelet.yaml'), dump(configuration()));
  await writeFile(inCluster('resolv.conf'), '');
  const since = Date.now();
  await startDaemon({
    name: 'kubelet',
    command: `${binFolder}/kubernetes`,
    args: [
      'kubelet',
      `--config=${inCluster('kubelet.yaml')}`,
      `--kubeconfig=${inCluster('kubelet.conf')}`,
      `--hostname-override=${NODE_NAME}`,
      `--node-ip=${addresses.node}`,
      `--root-dir=${inCluster('kubelet')}`,
    ],
  });
  await until('the node', 60_000, () => nodeIsReady(since), 'kubelet');
}

/** A node that was ready before its kubelet was killed still is called ready: only a word given since counts. */
async function nodeIsReady(since: number): Promise<boolean> {
  const path = '{.status.conditions[?(@.type=="Ready")]}';
  const { stdout } = await kubectlInside(['get', 'node', NODE_NAME, '-o', `jsonpath=${path}`]);
  const { status, lastHeartbeatTime } = JSON.parse(stdout) as { status: string; lastHeartbeatTime: string };
  return status === 'True' && Date.parse(lastHeartbeatTime) > since - CLOCK_GRAIN;
}

function configuration() {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: pki('ca.crt') },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${clusterCgroup}`,
    failSwapOn: false,
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    clusterDNS: [addresses.dns],
    clusterDomain: 'cluster.local',
    resolvConf: inCluster('resolv.conf'),
    podLogsDir: inCluster('pod-logs'),
    // Images come from the registry beside the node: as many at a time as the disk likes.
    serializeImagePulls: false,
    maxParallelImagePulls: 4,
    registryPullQPS: 0,
    maxPods: 110,
    // A developer's disk is often nearly full; images are removed with the cluster.
    imageGCHighThresholdPercent: 100,
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1%',
      'imagefs.available': '1%',
      'nodefs.inodesFree': '1%',
    },
    nodeStatusUpdateFrequency: '10s',
    syncFrequency: '30s',
    protectKernelDefaults: false,
  };
}
