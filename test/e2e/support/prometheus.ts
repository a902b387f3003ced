import { PORTS } from '../../../infra/lib/names.ts';
import { stopDaemon } from '../../cluster/node/daemon.ts';
import { startForward } from '../../cluster/node/forwards.ts';
import { freePorts } from '../../cluster/node/ports.ts';
import { kubectl } from './pods.ts';

const FORWARD = 'forward-e2e-prometheus';

/** Asks the stack's Prometheus: path below /api/v1 and parameters. @returns the `data` of its answer */
// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
export type AskPrometheus = (path: string, parameters?: Record<string, string>) => Promise<any>;

/** Runs `work` while a loopback port leads to the stack's Prometheus. */
export async function withPrometheus(work: (ask: AskPrometheus) => Promise<void>): Promise<void> {
  const { stdout: address } = await kubectl(['get', 'pod', 'prometheus-0', '-o', 'jsonpath={.status.podIP}']);
  const [port = 0] = await freePorts(1);
  await stopDaemon(FORWARD);
  await startForward(FORWARD, [{ port, target: `${address}:${PORTS.prometheus}` }]);
  try {
    await work(async (path, parameters = {}) => {
      const query = new URLSearchParams(parameters);
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}?${query}`);
      const { status, data, error } = (await response.json()) as Record<string, unknown>;
      if (status !== 'success') throw new Error(`${path} ${query}: ${error}`);
      return data;
    });
  } finally {
    await stopDaemon(FORWARD);
  }
}
