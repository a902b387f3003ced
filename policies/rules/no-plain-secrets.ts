import type { ResourceValidationPolicy } from '@pulumi/policy';
import { containersOf, podOf } from '../lib/workload.ts';

const SECRET_NAME = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)/i;
/** Names that end so hold the place of a secret, not the secret. */
const PLACE = /_(FILE|DIR|PATH|NAME)$/i;
const URL_WITH_PASSWORD = /\w+:\/\/[^\s:@/$]*:[^\s@/$]+@/;

/** Values in pod specs and ConfigMaps are shown in consoles, dumps and diffs. */
export const noPlainSecrets: ResourceValidationPolicy = {
  name: 'no-plain-secrets',
  description:
    'Credentials are mounted from Secrets, never written into environment variables or ConfigMaps.',
  enforcementLevel: 'mandatory',
  validateResource: ({ type, props }, report) => {
    const pod = podOf(type, props);
    for (const { name, env } of pod ? containersOf(pod) : []) {
      for (const variable of env ?? []) {
        const named = SECRET_NAME.test(variable.name ?? '') && !PLACE.test(variable.name ?? '');
        if (variable.value && (named || URL_WITH_PASSWORD.test(variable.value))) {
          report(`container ${name}: environment variable ${variable.name} holds a credential`);
        }
      }
    }
    if (type !== 'kubernetes:core/v1:ConfigMap') return;
    for (const [key, value] of Object.entries((props.data ?? {}) as Record<string, string>)) {
      if (URL_WITH_PASSWORD.test(value)) report(`key ${key} holds a URL with a password`);
    }
  },
};
