import { embeddingRules } from './rules/embeddings.ts';
import { imageRules } from './rules/image.ts';
import { ingressRules } from './rules/ingress.ts';
import { milvusClusterRules } from './rules/milvus-cluster.ts';
import { outgoingRules } from './rules/outgoing.ts';
import { policyRules } from './rules/policies.ts';
import { poolRules } from './rules/pools.ts';
import { priorityRules } from './rules/priority.ts';
import { productionRules } from './rules/production.ts';
import { receiverRules } from './rules/receivers.ts';
import { replicaRules } from './rules/replicas.ts';
import { resourceRules } from './rules/resources.ts';
import type { Conflict, Rule } from './rules/rule.ts';
import { secretRules } from './rules/secrets.ts';
import { storeRules } from './rules/stores.ts';
import type { Settings } from './settings.ts';

/** Every rule between settings, by name. */
export const RULES = {
  ...imageRules,
  ...replicaRules,
  ...productionRules,
  ...poolRules,
  ...storeRules,
  ...secretRules,
  ...milvusClusterRules,
  ...embeddingRules,
  ...ingressRules,
  ...resourceRules,
  ...policyRules,
  ...receiverRules,
  ...outgoingRules,
  ...priorityRules,
};

export type RuleName = keyof typeof RULES;

/** Every contradiction between settings that are valid one by one, with the rule that says so. */
export const conflicts = (settings: Settings): (Conflict & { rule: RuleName })[] =>
  (Object.entries(RULES) as [RuleName, Rule][]).flatMap(([rule, find]) =>
    find(settings).map((conflict) => ({ ...conflict, rule })),
  );
