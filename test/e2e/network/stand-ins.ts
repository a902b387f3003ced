import { podSpec } from '../../../infra/lib/pod.ts';
import { knownPorts } from '../../cluster/node/ports.ts';
import { kubeconfigFile } from '../../cluster/paths.ts';
import { run } from '../../cluster/run.ts';

/** A pod that does nothing but have a network and labels. */
export interface StandIn {
  name: string;
  namespace: string;
  labels: Record<string, string>;
}

const kubectl = (args: string[], input?: string) =>
  run('kubectl', ['--kubeconfig', kubeconfigFile, ...args], { input });

const USER = 65_532;
const MARK = { 'mcp-system/stand-in': 'true' };

function manifest({ name, namespace, labels }: StandIn, registry: number | undefined) {
  const image = `localhost:${registry}/mcp-system/pause:1`;
  const container = { name: 'pause', image };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { ...labels, ...MARK } },
    spec: podSpec({
      uid: USER,
      serviceAccount: 'default',
      container,
      mounts: [],
      volumes: [],
      graceSeconds: 1,
    }),
  };
}

/** Makes the pods and waits until they run. @returns what takes them away */
export async function standIns(wanted: StandIn[]): Promise<() => Promise<void>> {
  const registry = (await knownPorts())?.registry;
  const items = wanted.map((one) => manifest(one, registry));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl(['apply', '--filename', '-'], list);
  for (const { name, namespace } of wanted)
    await kubectl(['wait', 'pod', name, '-n', namespace, '--for=condition=Ready', '--timeout=120s']);
  return async () => {
    for (const { name, namespace } of wanted)
      await kubectl(['delete', 'pod', name, '--namespace', namespace, '--ignore-not-found', '--wait=false']);
  };
}
