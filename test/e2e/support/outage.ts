import { kubectl } from './pods.ts';

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

/** How often the containers of the API have been started again. */
export async function apiRestarts(): Promise<string> {
  const format = 'jsonpath={.items[*].metadata.uid}{.items[*].status.containerStatuses[*].restartCount}';
  return (await kubectl(['get', 'pods', '-l', 'app.kubernetes.io/name=mcp-api', '-o', format])).stdout;
}
