import { heldCredentials } from '../credentials.ts';
import { exactlyOne, type Rules, when } from './rule.ts';

/** Users that the stack makes by itself in its own MySQL. */
const TAKEN = ['mcp_migration', 'mcp_backup', 'mcp_exporter'];

export const secretRules = {
  'external-secrets-described': ({ secrets: { source, externalSecrets } }) =>
    when(
      source === 'externalSecrets' && !externalSecrets,
      'secrets.externalSecrets',
      'store and key, because secrets.source is externalSecrets',
    ),

  'external-secrets-unused': ({ secrets: { source, externalSecrets } }) =>
    when(
      source !== 'externalSecrets' && externalSecrets !== undefined,
      'secrets.externalSecrets',
      `left out while secrets.source is ${source}`,
    ),

  'external-secrets-alone': (settings) => {
    if (settings.secrets.source !== 'externalSecrets') return [];
    // Under the key of the section: a message shows the value of its key.
    const sections = new Set(heldCredentials(settings).map(({ section }) => section));
    return [...sections].map((key) => ({
      key,
      allowed: 'without the credential itself, because secrets.source is externalSecrets',
    }));
  },

  'mysql-migration-credential': ({ mysql, secrets }) => {
    const { migration } = mysql.external ?? {};
    if (!migration) return [];
    const key = 'mysql.external.migration';
    const { username, password, existingSecret } = migration;
    return [
      ...(secrets.source === 'externalSecrets' && username
        ? []
        : exactlyOne(key, ['password', 'existingSecret'], migration)),
      ...when(
        (existingSecret === undefined) !== (username !== undefined) ||
          (password !== undefined && username === undefined),
        `${key}.username`,
        'given together with password, left out together with existingSecret',
      ),
    ];
  },

  'mysql-free-user': ({ mysql: { mode, username } }) =>
    when(
      mode === 'inCluster' && TAKEN.includes(username),
      'mysql.username',
      `none of ${TAKEN.join(', ')}, which the stack makes by itself`,
    ),
} satisfies Rules;
