import { kindOf } from '../lib/kinds.ts';
import { known } from '../lib/known.ts';
import { resourcePolicy } from '../lib/policy.ts';

// Seen in this run, in whatever order. A policy on the whole stack would be shown numbers that the API server or
// the autoscaler wrote, so that nothing would tell them from the program's own.
const numbers = new Map<string, number>();
const scaled = new Set<string>();

export const autoscalerOwnsReplicas = resourcePolicy(
  {
    name: 'autoscaler-owns-replicas',
    what: 'An autoscaler has room between two pods and more, and its target no number of its own.',
    why: 'Otherwise every deployment sets back what the autoscaler had chosen under load.',
  },
  ({ type, props }, report) => {
    const kind = kindOf(type);
    const target = (of: string, name: string) =>
      `${known(() => props.metadata.namespace) ?? ''} ${of} ${name}`.trim();
    const judge = (id: string) => {
      if (scaled.has(id) && numbers.has(id))
        report(`${id} has an autoscaler and spec.replicas ${numbers.get(id)}`);
    };
    if (kind === 'Deployment' || kind === 'StatefulSet') {
      const id = target(kind, known(() => props.metadata.name) ?? '');
      const replicas = known(() => props.spec?.replicas);
      if (typeof replicas === 'number') numbers.set(id, replicas);
      else numbers.delete(id);
      judge(id);
    }
    if (kind !== 'HorizontalPodAutoscaler') return;
    const { scaleTargetRef = {}, minReplicas = 1, maxReplicas } = props.spec ?? {};
    if (minReplicas < 2) report(`minReplicas ${minReplicas} is below 2`);
    if (!(maxReplicas > minReplicas))
      report(`maxReplicas ${maxReplicas} is not above minReplicas ${minReplicas}`);
    const id = target(scaleTargetRef.kind, scaleTargetRef.name);
    scaled.add(id);
    judge(id);
  },
);
