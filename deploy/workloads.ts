import type { Kubectl } from './kubectl.ts';

/** Annotation that remembers how many pods a stopped workload had. */
const REPLICAS = 'mcp-system/replicas-before-stop';

interface Workload {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: { replicas: number };
}

const workloads = async (kubectl: Kubectl) =>
  (await kubectl.json<{ items: Workload[] }>(['get', 'deployments,statefulsets'])).items;

const reference = ({ kind, metadata }: Workload) => `${kind.toLowerCase()}/${metadata.name}`;

/** Scales every workload to nothing, the API first, and remembers its size. Volumes stay. @returns how many were stopped */
export async function stopWorkloads(kubectl: Kubectl): Promise<number> {
  const running = (await workloads(kubectl)).filter(({ spec }) => spec.replicas > 0);
  running.sort((a, b) => Number(b.metadata.name === 'mcp-api') - Number(a.metadata.name === 'mcp-api'));
  for (const workload of running) {
    await kubectl.run([
      'annotate',
      '--overwrite',
      reference(workload),
      `${REPLICAS}=${workload.spec.replicas}`,
    ]);
    await kubectl.run(['scale', reference(workload), '--replicas=0']);
  }
  if (running.length > 0)
    await kubectl.run([
      'wait',
      '--for=delete',
      'pod',
      '-l',
      'app.kubernetes.io/part-of=mcp-system,!batch.kubernetes.io/job-name',
      '--timeout=120s',
    ]);
  return running.length;
}

/** Scales stopped workloads to what they had. @returns their references */
export async function startWorkloads(kubectl: Kubectl): Promise<string[]> {
  const stopped = (await workloads(kubectl)).filter(
    ({ metadata, spec }) => spec.replicas === 0 && metadata.annotations?.[REPLICAS],
  );
  for (const workload of stopped) {
    await kubectl.run([
      'scale',
      reference(workload),
      `--replicas=${workload.metadata.annotations?.[REPLICAS]}`,
    ]);
    await kubectl.run(['annotate', reference(workload), `${REPLICAS}-`]);
  }
  return stopped.map(reference);
}
