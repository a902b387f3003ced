import { podPolicy } from '../lib/policy.ts';

export const scratchBounded = podPolicy(
  {
    name: 'scratch-bounded',
    what: 'Scratch directories have a size limit.',
    why: "Without one, a pod that fills its scratch fills the node's disk, and others are evicted for it.",
  },
  (pod, report) => {
    for (const { name, emptyDir } of pod.volumes ?? []) {
      if (emptyDir && !emptyDir.sizeLimit) report(`volume ${name}: emptyDir.sizeLimit is missing`);
    }
  },
);
