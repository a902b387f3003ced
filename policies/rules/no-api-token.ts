import { kindOf } from '../lib/kinds.ts';
import { resourcePolicy } from '../lib/policy.ts';
import { podOf } from '../lib/workload.ts';

export const noApiToken = resourcePolicy(
  {
    name: 'no-api-token',
    what: 'Neither pods nor service accounts mount a token of the Kubernetes API.',
    why: 'Nothing here talks to it, so a stolen token would only serve a thief.',
  },
  ({ type, props }, report) => {
    if (kindOf(type) === 'ServiceAccount' && props.automountServiceAccountToken !== false)
      report('automountServiceAccountToken must be false');
    const pod = podOf(type, props);
    if (!pod) return;
    if (pod.automountServiceAccountToken !== false) report('automountServiceAccountToken must be false');
    for (const { name, projected } of pod.volumes ?? []) {
      if (projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken))
        report(`volume ${name}: serviceAccountToken is not allowed`);
    }
  },
);
