import { containerPolicy } from '../lib/policy.ts';

export const secretsAsFiles = containerPolicy(
  {
    name: 'secrets-as-files',
    what: 'Secrets are mounted as files, not passed as environment variables.',
    why: 'Variables are inherited by child processes and end up in crash dumps; files can be renewed.',
  },
  ({ env = [], envFrom = [] }, say) => {
    for (const { name, valueFrom } of env) {
      if (valueFrom?.secretKeyRef) say(`environment variable ${name} comes from a Secret`);
    }
    if (envFrom.some(({ secretRef }) => secretRef)) say('envFrom takes a Secret');
  },
);
