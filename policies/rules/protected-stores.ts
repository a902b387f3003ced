import type { PolicyResource, StackValidationPolicy } from '@pulumi/policy';

const ENVIRONMENT = 'mcp-system/environment';

const isStore = ({ type, props }: PolicyResource): boolean =>
  /^(kubernetes:core\/v1:(PersistentVolumeClaim|Namespace)|random:.*:RandomPassword)$/.test(type) ||
  (/^kubernetes:apps\/v1:StatefulSet$/.test(type) &&
    (props.spec?.template?.spec?.volumes ?? []).some(
      (volume: { persistentVolumeClaim?: object }) => volume.persistentVolumeClaim,
    ));

const isProduction = ({ type, props }: PolicyResource): boolean =>
  type === 'kubernetes:core/v1:Namespace' && props.metadata?.labels?.[ENVIRONMENT] === 'production';

/** One wrong rename must not delete a database: in production Pulumi refuses until somebody unprotects it. */
export const protectedStores: StackValidationPolicy = {
  name: 'protected-stores',
  description: 'In production stores, their volumes, their passwords and the namespace are protected.',
  enforcementLevel: 'mandatory',
  validateStack: ({ resources }, report) => {
    if (!resources.some(isProduction)) return;
    for (const resource of resources.filter(isStore)) {
      if (!resource.opts.protect)
        report(`${resource.name} (${resource.type}) must be protected`, resource.urn);
    }
  },
};
