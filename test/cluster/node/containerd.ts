import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { inCluster } from '../paths.ts';
import { addresses } from './addresses.ts';
import { startDaemon, until } from './daemon.ts';

const CNI_PLUGINS = ['/usr/lib/cni', '/opt/cni/bin'];
export const containerdSocket = inCluster('run', 'containerd.sock');

/** Starts the container runtime with everything it writes below the cluster's folder. */
export async function startContainerd(pauseImage: string): Promise<void> {
  await mkdir(inCluster('cni'), { recursive: true });
  await writeFile(inCluster('cni', '10-pods.conflist'), JSON.stringify(networkConfig()));
  await writeFile(inCluster('containerd.toml'), configuration(pauseImage));
  await startDaemon({
    name: 'containerd',
    command: 'containerd',
    args: ['--config', inCluster('containerd.toml')],
  });
  await until('the container runtime', 30_000, async () => existsSync(containerdSocket), 'containerd');
}

function networkConfig() {
  return {
    cniVersion: '1.0.0',
    name: 'mcp-pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        ipMasq: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: inCluster('ipam'),
          ranges: [[{ subnet: addresses.pods }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}

function configuration(pauseImage: string): string {
  const plugins = CNI_PLUGINS.find(existsSync) ?? CNI_PLUGINS[0];
  return `version = 2
root = "${inCluster('containerd', 'root')}"
state = "${inCluster('containerd', 'state')}"
[grpc]
  address = "${containerdSocket}"
[plugins."io.containerd.grpc.v1.cri"]
  # A root without CAP_SYS_RESOURCE may not lower a process's out-of-memory score.
  restrict_oom_score_adj = true
  sandbox_image = "${pauseImage}"
  netns_mounts_under_state_dir = true
  max_concurrent_downloads = 6
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "${plugins}"
  conf_dir = "${inCluster('cni')}"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = false
`;
}
