import { noPlainSecrets } from '../../../../policies/rules/no-plain-secrets.ts';
import { type Cases, deployment, goodPod, job, object } from '../check.ts';

const env = (...variables: object[]) => deployment(goodPod({ env: variables }));
const data = (text: string) => object('core/v1', 'ConfigMap', { data: { 'config.yaml': text } });

export const cases: Cases = {
  policy: noPlainSecrets,

  bad: {
    'a password in a variable': {
      of: env({ name: 'MYSQL_ROOT_PASSWORD', value: 'hunter2' }),
      says: ['container api: environment variable MYSQL_ROOT_PASSWORD holds a credential'],
    },
    'a URL with a password in a variable': {
      of: env({ name: 'DATABASE_URL', value: 'mysql://mcp:hunter2@mysql:3306/mcp_db' }),
      says: ['container api: environment variable DATABASE_URL holds a credential'],
    },
    'a password among the arguments': {
      of: deployment(goodPod({ command: ['redis-server'], args: ['--requirepass', 'hunter2'] })),
      says: ['container api: its arguments hold a credential'],
    },
    'a URL with a password among the arguments': {
      of: job(goodPod({ args: ['mysql://mcp:hunter2@mysql/mcp_db'] })),
      says: ['container api: its arguments hold a credential'],
    },
    'a URL with a password in a ConfigMap': {
      of: data('url: mysql://mcp:hunter2@mysql/mcp_db'),
      says: ['key config.yaml holds a URL with a password'],
    },
    'a key of a ConfigMap that is called like a credential': {
      of: [
        object('core/v1', 'ConfigMap', { data: { 'root-password': 'hunter2' } }),
        object('core/v1', 'ConfigMap', { binaryData: { token: 'aHVudGVyMg==' } }),
      ],
      says: ['key root-password is the name of a credential', 'key token is the name of a credential'],
    },
    'a private key in a ConfigMap': {
      of: data('-----BEGIN EC PRIVATE KEY-----'),
      says: ['key config.yaml holds a private key'],
    },
  },
  good: {
    'places of secrets': env(
      { name: 'MYSQL_PASSWORD_FILE', value: '/run/secrets/password' },
      { name: 'SECRETS_DIR', value: '/etc/mcp/secrets' },
      { name: 'ENDPOINT', value: 'http://embeddings:8080/v1' },
    ),
    references: env({ name: 'API_TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }),
    'an argument that names a file or a variable': deployment(
      goodPod({ args: ['--password-file=/run/p', '--password=$(PASSWORD)', '--wait', '300'] }),
    ),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in a configuration file
    'a reference in a ConfigMap': data('url: ${DATABASE_URL}\nbase_url: http://embeddings:8080/v1'),
  },
};
