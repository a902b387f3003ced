import { mkdir } from 'node:fs/promises';
import { binFolder, inCluster } from '../paths.ts';
import { run } from '../run.ts';
import { API_PORT, addresses, NODE_NAME } from './addresses.ts';
import { startDaemon, until } from './daemon.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { insideNetwork } from './network.ts';
import { pki } from './pki.ts';

const ETCD = 'http://127.0.0.1:2379';
const kubernetes = `${binFolder}/kubernetes`;
/** Kubeconfig of the administrator as seen from inside the cluster's network. */
export const insideAdmin = inCluster('admin.conf');

/** Runs kubectl as the administrator inside the cluster's network. */
export function kubectlInside(args: string[], input?: string): Promise<{ stdout: string }> {
  const [command, all] = insideNetwork(kubernetes, ['kubectl', '--kubeconfig', insideAdmin, ...args]);
  return run(command, all, { input, timeout: 120_000 });
}

/** Starts etcd and the API server and waits until it is ready. */
export async function startApiServer(): Promise<void> {
  await mkdir(inCluster('etcd'), { recursive: true, mode: 0o700 });
  await writeKubeconfig(insideAdmin, API_PORT, 'admin');
  await startDaemon({
    name: 'etcd',
    command: 'etcd',
    args: [
      `--data-dir=${inCluster('etcd')}`,
      `--listen-client-urls=${ETCD}`,
      `--advertise-client-urls=${ETCD}`,
      '--listen-peer-urls=http://127.0.0.1:2380',
      '--auto-compaction-retention=1',
    ],
  });
  await startDaemon({
    name: 'kube-apiserver',
    command: kubernetes,
    args: ['kube-apiserver', ...apiServerFlags()],
  });
  await until(
    'the API server',
    90_000,
    async () => Boolean(await kubectlInside(['get', '--raw', '/readyz'])),
    'kube-apiserver',
  );
}

function apiServerFlags(): string[] {
  return [
    `--etcd-servers=${ETCD}`,
    `--advertise-address=${addresses.node}`,
    `--secure-port=${API_PORT}`,
    `--service-cluster-ip-range=${addresses.services}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    `--tls-cert-file=${pki('apiserver.crt')}`,
    `--tls-private-key-file=${pki('apiserver.key')}`,
    `--client-ca-file=${pki('ca.crt')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki('sa.pub')}`,
    `--service-account-signing-key-file=${pki('sa.key')}`,
    // Names of nodes are known to no DNS here.
    '--kubelet-preferred-address-types=InternalIP',
    `--kubelet-client-certificate=${pki('admin.crt')}`,
    `--kubelet-client-key=${pki('admin.key')}`,
    `--requestheader-client-ca-file=${pki('front-proxy-ca.crt')}`,
    '--requestheader-allowed-names=front-proxy',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${pki('front-proxy.crt')}`,
    `--proxy-client-key-file=${pki('front-proxy.key')}`,
  ];
}

/** Starts what acts on the API server's objects: controllers, scheduler, service proxy, network policies, volumes. */
export async function startControllers(): Promise<void> {
  const kubeconfig = `--kubeconfig=${insideAdmin}`;
  const program = (name: string, ...args: string[]) =>
    startDaemon({ name, command: kubernetes, args: [name, kubeconfig, ...args] });
  await program(
    'kube-controller-manager',
    `--service-account-private-key-file=${pki('sa.key')}`,
    `--root-ca-file=${pki('ca.crt')}`,
    '--use-service-account-credentials=true',
    '--leader-elect=false',
  );
  await program('kube-scheduler', '--leader-elect=false');
  await program(
    'kube-proxy',
    `--hostname-override=${NODE_NAME}`,
    `--cluster-cidr=${addresses.pods}`,
    '--proxy-mode=iptables',
    '--conntrack-max-per-core=0',
    '--iptables-min-sync-period=100ms',
  );
  await program('volume-provisioner', `--root=${inCluster('volumes')}`, `--node=${NODE_NAME}`);
}

/** Starts the daemon that enforces NetworkPolicies; it needs the node to be registered. */
export async function startNetworkPolicies(): Promise<void> {
  await startDaemon({
    name: 'kube-router',
    command: `${binFolder}/kube-router`,
    args: [
      `--kubeconfig=${insideAdmin}`,
      `--hostname-override=${NODE_NAME}`,
      '--run-firewall=true',
      '--run-router=false',
      '--run-service-proxy=false',
      '--run-loadbalancer=false',
      `--service-cluster-ip-range=${addresses.services}`,
      '--iptables-sync-period=5m',
      '--metrics-port=0',
      '--health-port=0',
    ],
  });
}
