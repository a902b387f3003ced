import type { Kubectl } from './kubectl.ts';

interface PodList {
  items: {
    metadata: { name: string };
    status: {
      phase: string;
      conditions?: { type: string; status: string; message?: string }[];
      containerStatuses?: {
        ready: boolean;
        restartCount: number;
        state: { waiting?: { reason: string; message?: string } };
      }[];
    };
  }[];
}

/** Names the pods that are not well and why, with their last words; empty where all are. */
export async function explain(kubectl: Kubectl): Promise<string> {
  const pods = await kubectl.json<PodList>(['get', 'pods']).catch(() => ({ items: [] }) as PodList);
  const parts: string[] = [];
  for (const { metadata, status } of pods.items) {
    const container = status.containerStatuses?.[0];
    if (status.phase === 'Succeeded' || container?.ready) continue;
    const waiting = container?.state.waiting;
    const unmet = status.conditions?.find((c) => c.type === 'PodScheduled' && c.status === 'False')?.message;
    const why = waiting
      ? `${waiting.reason}: ${waiting.message ?? ''}`
      : (unmet ?? `${status.phase}, not ready`);
    parts.push(`  ${metadata.name}: ${why.trim()} (restarts: ${container?.restartCount ?? 0})`);
    // What went wrong before is told even where this cannot be.
    const log = await kubectl.run(['logs', metadata.name, '--tail=5']).catch(() => ({ stdout: '' }));
    parts.push(
      ...log.stdout
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => `      ${line.slice(0, 300)}`),
    );
  }
  return parts.length > 0 ? `\nPods that are not well:\n${parts.join('\n')}` : '';
}
