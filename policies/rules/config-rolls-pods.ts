import { kindOf, SERVING } from '../lib/kinds.ts';
import { resourcePolicy } from '../lib/policy.ts';
import { templateOf } from '../lib/workload.ts';

export const configRollsPods = resourcePolicy(
  {
    name: 'config-rolls-pods',
    what: 'Pods that mount a ConfigMap carry a checksum of it.',
    why: 'Without one a changed configuration waits, unseen, for the next restart.',
  },
  ({ type, props }, report) => {
    const template = SERVING.includes(kindOf(type)) ? templateOf(type, props) : undefined;
    const mounts = template?.spec?.volumes?.some(
      ({ configMap, projected }) => configMap || projected?.sources?.some((source) => source.configMap),
    );
    const annotations = Object.keys(template?.metadata?.annotations ?? {});
    if (mounts && !annotations.some((key) => key.includes('checksum')))
      report('an annotation with the checksum of the mounted ConfigMap is missing');
  },
);
