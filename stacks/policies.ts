/** What a broken policy does: stops the run, warns, or nothing. */
export const LEVELS = ['mandatory', 'advisory', 'disabled'] as const;

export type Level = (typeof LEVELS)[number];

/** Every policy of the pack with its level in development; in staging and production all are mandatory. */
export const POLICIES = {
  'autoscaler-owns-replicas': 'mandatory',
  'capabilities-dropped': 'mandatory',
  'config-rolls-pods': 'mandatory',
  'cronjobs-bounded': 'mandatory',
  'default-deny': 'advisory',
  'disruption-allowed': 'mandatory',
  'disruption-budget': 'advisory',
  'explicit-namespace': 'mandatory',
  'graceful-end': 'mandatory',
  'history-bounded': 'advisory',
  'image-digest': 'disabled',
  'image-pinned': 'mandatory',
  'ingress-annotations': 'mandatory',
  'ingress-tls': 'mandatory',
  'internal-services': 'mandatory',
  'jobs-bounded': 'mandatory',
  'labels-set': 'mandatory',
  'managed-pods': 'mandatory',
  'narrow-network': 'advisory',
  'narrow-rbac': 'mandatory',
  'network-covered': 'advisory',
  'no-api-token': 'mandatory',
  'no-claim-templates': 'mandatory',
  'no-host-access': 'mandatory',
  'no-plain-secrets': 'mandatory',
  'no-privilege-escalation': 'mandatory',
  'no-service-links': 'mandatory',
  'own-service-account': 'mandatory',
  'passwords-kept': 'mandatory',
  'pod-parts-declared': 'mandatory',
  'ports-declared': 'mandatory',
  'priority-set': 'disabled',
  'probes-differ': 'mandatory',
  'probes-set': 'mandatory',
  'protected-stores': 'disabled',
  'read-only-root': 'mandatory',
  'references-resolve': 'mandatory',
  'resources-set': 'mandatory',
  'restricted-namespace': 'mandatory',
  'rolling-update': 'advisory',
  'run-as-non-root': 'mandatory',
  'scratch-bounded': 'mandatory',
  'seccomp-profile': 'mandatory',
  'secrets-as-files': 'mandatory',
  'spread-pods': 'advisory',
  'stable-apis': 'mandatory',
  'unique-env': 'mandatory',
} as const satisfies Record<string, Level>;

export type PolicyName = keyof typeof POLICIES;

export const POLICY_NAMES = Object.keys(POLICIES) as PolicyName[];

/** The level of a policy where a stack says nothing about it. */
export const usualLevel = (name: PolicyName, environment: string): Level =>
  environment === 'development' ? POLICIES[name] : 'mandatory';

/** Whether `level` lets more pass than `usual`. */
export const isWeaker = (level: Level, usual: Level): boolean =>
  LEVELS.indexOf(level) > LEVELS.indexOf(usual);
