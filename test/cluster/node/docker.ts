import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Failure } from '../failure.ts';
import { inCluster } from '../paths.ts';
import { run, which } from '../run.ts';
import { isRunning, startDaemon, until } from './daemon.ts';
import { clearStalePidFile } from './pid-file.ts';

const socket = inCluster('run', 'docker.sock');
const pidFile = inCluster('docker', 'docker.pid');

/** Where the Docker daemon answers: the machine's own if it runs (undefined), else one of the cluster's that only builds images. */
export async function dockerHost(mayStart: boolean): Promise<string | undefined> {
  if (!process.env.DOCKER_HOST && (await answers({}))) return undefined;
  if (process.env.DOCKER_HOST && (await answers({}))) return process.env.DOCKER_HOST;
  if (!mayStart)
    throw new Failure(
      'the stack builds its image, but no Docker daemon answers: start it, or give settings.api.image.digest',
    );
  await startDocker();
  return `unix://${socket}`;
}

async function answers(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!(await which('docker'))) return false;
  const info = await run('docker', ['version', '--format', '{{.Server.Version}}'], {
    env: { ...process.env, ...env },
    allow: [1],
    timeout: 10_000,
  }).catch(() => undefined);
  return info?.code === 0;
}

async function startDocker(): Promise<void> {
  await mkdir(inCluster('docker', 'data'), { recursive: true });
  if (!isRunning('dockerd')) {
    await clearStalePidFile(pidFile, 'dockerd');
    await clearStalePidFile(inCluster('docker', 'containerd', 'containerd.pid'), 'containerd');
  }
  await startDaemon({
    name: 'dockerd',
    command: 'dockerd',
    outside: true,
    args: [
      `--host=unix://${socket}`,
      `--data-root=${inCluster('docker', 'data')}`,
      `--exec-root=${inCluster('docker')}`,
      `--pidfile=${pidFile}`,
      // It builds from files of this machine only and publishes no port.
      '--bridge=none',
      '--iptables=false',
      '--ip6tables=false',
    ],
  });
  await until(
    'the Docker daemon',
    30_000,
    async () => existsSync(socket) && (await answers({ DOCKER_HOST: `unix://${socket}` })),
    'dockerd',
  );
}
