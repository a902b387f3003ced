import { kubectl, type Pod, pods } from './pods.ts';

const GONE = '90s';

/**
 * Takes a store of the stack away, runs `work`, and brings it back whatever happened.
 * @param workload for example `statefulset/mysql`
 */
export async function without(workload: string, work: () => Promise<void>): Promise<void> {
  const [, name = ''] = workload.split('/');
  try {
    await kubectl(['scale', workload, '--replicas=0']);
    const selector = `app.kubernetes.io/name=${name}`;
    await kubectl(['wait', 'pod', '--selector', selector, '--for=delete', `--timeout=${GONE}`]);
    await work();
  } finally {
    await kubectl(['scale', workload, '--replicas=1']);
  }
}

/** How often the containers of the API have been started again, by pod. */
export async function apiRestarts(): Promise<Record<string, number[]>> {
  const api = (await pods()).filter(
    ({ metadata }) => metadata.labels['app.kubernetes.io/name'] === 'mcp-api',
  );
  const restarts = ({ status }: Pod) => (status.containerStatuses ?? []).map((each) => each.restartCount);
  return Object.fromEntries(api.map((pod) => [pod.metadata.uid, restarts(pod)]));
}
