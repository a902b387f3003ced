import { kubeconfigFile } from '../../cluster/paths.ts';
import { run } from '../../cluster/run.ts';
import { STACK } from './deploy.ts';

export interface Pod {
  metadata: { name: string; uid: string; labels: Record<string, string>; deletionTimestamp?: string };
  spec: { containers: { name: string; image: string }[] };
  status: { phase: string; containerStatuses?: { ready: boolean; restartCount: number }[] };
}

export const kubectl = (args: string[], allow: number[] = []) =>
  run('kubectl', ['--kubeconfig', kubeconfigFile, '--namespace', `mcp-${STACK}`, ...args], { allow });

/** The stack's pods that are meant to stay: not those of Jobs, nor those that are leaving. */
export async function pods(): Promise<Pod[]> {
  const { items } = JSON.parse((await kubectl(['get', 'pods', '-o', 'json'])).stdout) as { items: Pod[] };
  return items.filter(
    ({ metadata }) => !metadata.labels['batch.kubernetes.io/job-name'] && !metadata.deletionTimestamp,
  );
}

/** Ids of the pods by component: a component whose id changed was rolled. */
export async function podIds(): Promise<Record<string, string>> {
  return Object.fromEntries(
    (await pods()).map(({ metadata }) => [metadata.labels['app.kubernetes.io/name'] ?? '', metadata.uid]),
  );
}

/** Ids of all pods, of those that are leaving, too. */
export async function allPodIds(): Promise<string[]> {
  const { stdout } = await kubectl(['get', 'pods', '-o', 'jsonpath={.items[*].metadata.uid}']);
  return stdout.split(' ');
}
