import type { ResourcePolicy, StackPolicy } from './lib/policy.ts';
import { autoscalerOwnsReplicas } from './rules/autoscaler-owns-replicas.ts';
import { capabilitiesDropped } from './rules/capabilities-dropped.ts';
import { configRollsPods } from './rules/config-rolls-pods.ts';
import { cronjobsBounded } from './rules/cronjobs-bounded.ts';
import { defaultDeny } from './rules/default-deny.ts';
import { disruptionAllowed } from './rules/disruption-allowed.ts';
import { disruptionBudget } from './rules/disruption-budget.ts';
import { explicitNamespace } from './rules/explicit-namespace.ts';
import { gracefulEnd } from './rules/graceful-end.ts';
import { historyBounded } from './rules/history-bounded.ts';
import { imageDigest } from './rules/image-digest.ts';
import { imagePinned } from './rules/image-pinned.ts';
import { ingressAnnotations } from './rules/ingress-annotations.ts';
import { ingressTls } from './rules/ingress-tls.ts';
import { internalServices } from './rules/internal-services.ts';
import { jobsBounded } from './rules/jobs-bounded.ts';
import { labelsSet } from './rules/labels-set.ts';
import { managedPods } from './rules/managed-pods.ts';
import { narrowNetwork } from './rules/narrow-network.ts';
import { narrowRbac } from './rules/narrow-rbac.ts';
import { networkCovered } from './rules/network-covered.ts';
import { noApiToken } from './rules/no-api-token.ts';
import { noClaimTemplates } from './rules/no-claim-templates.ts';
import { noHostAccess } from './rules/no-host-access.ts';
import { noPlainSecrets } from './rules/no-plain-secrets.ts';
import { noPrivilegeEscalation } from './rules/no-privilege-escalation.ts';
import { noServiceLinks } from './rules/no-service-links.ts';
import { ownServiceAccount } from './rules/own-service-account.ts';
import { passwordsKept } from './rules/passwords-kept.ts';
import { podPartsDeclared } from './rules/pod-parts-declared.ts';
import { portsDeclared } from './rules/ports-declared.ts';
import { prioritySet } from './rules/priority-set.ts';
import { probesDiffer } from './rules/probes-differ.ts';
import { probesSet } from './rules/probes-set.ts';
import { protectedStores } from './rules/protected-stores.ts';
import { readOnlyRoot } from './rules/read-only-root.ts';
import { referencesResolve } from './rules/references-resolve.ts';
import { resourcesSet } from './rules/resources-set.ts';
import { restrictedNamespace } from './rules/restricted-namespace.ts';
import { rollingUpdate } from './rules/rolling-update.ts';
import { runAsNonRoot } from './rules/run-as-non-root.ts';
import { scratchBounded } from './rules/scratch-bounded.ts';
import { seccompProfile } from './rules/seccomp-profile.ts';
import { secretsAsFiles } from './rules/secrets-as-files.ts';
import { spreadPods } from './rules/spread-pods.ts';
import { stableApis } from './rules/stable-apis.ts';
import { uniqueEnv } from './rules/unique-env.ts';

/** Every policy of the pack. */
export const policies: (ResourcePolicy | StackPolicy)[] = [
  autoscalerOwnsReplicas,
  capabilitiesDropped,
  configRollsPods,
  cronjobsBounded,
  defaultDeny,
  disruptionAllowed,
  disruptionBudget,
  explicitNamespace,
  gracefulEnd,
  historyBounded,
  imageDigest,
  imagePinned,
  ingressAnnotations,
  ingressTls,
  internalServices,
  jobsBounded,
  labelsSet,
  managedPods,
  narrowNetwork,
  narrowRbac,
  networkCovered,
  noApiToken,
  noClaimTemplates,
  noHostAccess,
  noPlainSecrets,
  noPrivilegeEscalation,
  noServiceLinks,
  ownServiceAccount,
  passwordsKept,
  podPartsDeclared,
  portsDeclared,
  prioritySet,
  probesDiffer,
  probesSet,
  protectedStores,
  readOnlyRoot,
  referencesResolve,
  resourcesSet,
  restrictedNamespace,
  rollingUpdate,
  runAsNonRoot,
  scratchBounded,
  seccompProfile,
  secretsAsFiles,
  spreadPods,
  stableApis,
  uniqueEnv,
];
