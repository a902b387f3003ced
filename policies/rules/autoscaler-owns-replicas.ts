import { declaredObjects, ofKind, together } from '../lib/objects.ts';
import { stackPolicy } from '../lib/policy.ts';

export const autoscalerOwnsReplicas = stackPolicy(
  {
    name: 'autoscaler-owns-replicas',
    what: 'An autoscaler has room between two pods and more, and its target no number of its own.',
    why: 'Otherwise every deployment sets back what the autoscaler had chosen under load.',
  },
  (resources, report) => {
    const objects = declaredObjects(resources);
    for (const scaler of ofKind(objects, 'HorizontalPodAutoscaler')) {
      const { scaleTargetRef = {}, minReplicas = 1, maxReplicas } = scaler.spec;
      if (minReplicas < 2) report(`minReplicas ${minReplicas} is below 2`, scaler.urn);
      if (!(maxReplicas > minReplicas))
        report(`maxReplicas ${maxReplicas} is not above minReplicas ${minReplicas}`, scaler.urn);
      const target = objects.find(
        (object) =>
          together(object, scaler) &&
          object.kind === scaleTargetRef.kind &&
          object.name === scaleTargetRef.name,
      );
      if (target && 'replicas' in target.spec && target.spec.replicas !== undefined)
        report(`${target.kind} ${target.name} has spec.replicas ${target.spec.replicas}`, target.urn);
    }
  },
);
