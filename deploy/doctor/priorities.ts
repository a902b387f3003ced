import type { Settings } from '../../stacks/settings.ts';
import { type Ask, type Finding, finding } from './finding.ts';

/** Whether the PriorityClasses of the pods are there, or may be made. */
export async function priorities({ priority: { mode, existing } }: Settings, ask: Ask): Promise<Finding[]> {
  if (mode === 'own') {
    const { code } = await ask(['auth', 'can-i', 'create', 'priorityclasses.scheduling.k8s.io']);
    const advice = 'you may not make any: name the ones of the cluster in settings.priority.existing';
    return [finding("priority classes of the stack's own", code !== 0 && advice)];
  }
  const names = [...new Set(Object.values(existing ?? {}))];
  return Promise.all(
    names.map(async (name) => {
      const { code } = await ask(['get', 'priorityclass', name]);
      return finding(
        `priority class ${name}`,
        code !== 0 && 'the cluster has none of that name: no pod would start',
      );
    }),
  );
}
