import { PolicyPack } from '@pulumi/policy';
import { imagePinned } from './rules/image-pinned.ts';
import { ingressTls } from './rules/ingress-tls.ts';
import { isolatedPods } from './rules/isolated-pods.ts';
import { noPlainSecrets } from './rules/no-plain-secrets.ts';
import { probesSet } from './rules/probes-set.ts';
import { protectedStores } from './rules/protected-stores.ts';
import { resourcesSet } from './rules/resources-set.ts';
import { restrictedContainers } from './rules/restricted-containers.ts';

new PolicyPack('mcp-system', {
  policies: [
    imagePinned,
    ingressTls,
    isolatedPods,
    noPlainSecrets,
    probesSet,
    protectedStores,
    resourcesSet,
    restrictedContainers,
  ],
});
