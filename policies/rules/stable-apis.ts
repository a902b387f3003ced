import { apiOf, isBuiltIn } from '../lib/kinds.ts';
import { resourcePolicy } from '../lib/policy.ts';

export const stableApis = resourcePolicy(
  {
    name: 'stable-apis',
    what: "Kubernetes' own kinds are used in stable versions.",
    why: 'Alpha and beta versions vanish with an upgrade of the cluster.',
  },
  ({ type }, report) => {
    const api = apiOf(type);
    if (isBuiltIn(api) && /(alpha|beta)\d+$|^extensions\//.test(api)) report(`${api} is not stable`);
  },
);
