import { isWeaker, type PolicyName, usualLevel } from './policies.ts';
import { bytes, millicores } from './quantities.ts';
import type { Settings } from './settings.ts';

/** A value that the schema allows by itself but that contradicts another one. */
export interface Conflict {
  key: string;
  allowed: string;
}

/** Connections that migrations, backups and people need besides the service. */
export const RESERVED_CONNECTIONS = 10;

type Rule = (settings: Settings) => Conflict[];

const when = (broken: boolean, key: string, allowed: string): Conflict[] =>
  broken ? [{ key, allowed }] : [];

/** Pods at most, counting the one a rolling update adds. */
export function mostPods({ api }: Settings): number {
  return (api.hpa.enabled ? api.hpa.maxReplicas : api.replicas) + 1;
}

const image: Rule = ({ api: { image }, environment }) => [
  ...when(
    Boolean(image.build) === (image.digest !== undefined),
    'api.image',
    'either build or digest, not both (null takes a key of the profile away)',
  ),
  ...when(
    environment !== 'development' && image.build !== undefined,
    'api.image.build',
    `a digest in ${environment}: what runs there was tested before`,
  ),
];

const replicas: Rule = ({ api: { hpa, replicas }, environment }) => [
  ...when(
    hpa.enabled && hpa.minReplicas > hpa.maxReplicas,
    'api.hpa.minReplicas',
    `at most api.hpa.maxReplicas (${hpa.maxReplicas})`,
  ),
  ...when(
    environment === 'production' && !hpa.enabled && replicas < 2,
    'api.replicas',
    'at least 2 in production',
  ),
  ...when(
    environment === 'production' && hpa.enabled && hpa.minReplicas < 2,
    'api.hpa.minReplicas',
    'at least 2 in production',
  ),
];

/** Says `latest`, or says neither tag nor digest, which means the same. */
const isLatest = (reference: string): boolean => !/(:(?!latest$)[\w.-]+|@sha256:\w+)$/.test(reference);

const production: Rule = ({ environment, protection, ingress, api, images }) => {
  if (environment !== 'production') return [];
  const { registry: _, ...references } = images;
  return [
    ...when(!protection.stores, 'protection.stores', 'true in production'),
    ...when(!protection.networkPolicies, 'protection.networkPolicies', 'true in production'),
    ...when(
      ingress.enabled && ingress.tls.mode === 'selfSigned',
      'ingress.tls.mode',
      'secret or certManager in production',
    ),
    ...when(api.image.tag === 'latest', 'api.image.tag', 'a release tag in production'),
    ...Object.entries(references).flatMap(([name, reference]) =>
      when(isLatest(reference), `images.${name}`, 'a release tag in production'),
    ),
    ...when(api.hotReload, 'api.hotReload', 'false in production'),
    ...when(api.profiling, 'api.profiling', 'false in production'),
  ];
};

const pools: Rule = (settings) => {
  const { mysql } = settings;
  const wanted = mostPods(settings) * (mysql.poolSize + mysql.maxOverflow) + RESERVED_CONNECTIONS;
  return when(
    mysql.mode === 'inCluster' && wanted > mysql.maxConnections,
    'mysql.maxConnections',
    `at least ${wanted}: ${mostPods(settings)} pods × (poolSize + maxOverflow) + ${RESERVED_CONNECTIONS}`,
  );
};

const credentials = (key: string, names: string[], external: Record<string, unknown>): Conflict[] => {
  const given = names.filter((name) => external[name] !== undefined);
  return when(given.length !== 1, key, `exactly one of ${names.join(', ')}`);
};

const stores: Rule = (settings) =>
  (
    [
      ['mysql', 'password'],
      ['redis', 'password'],
      ['milvus', 'token'],
    ] as const
  ).flatMap(([store, secret]) => {
    const { mode, external } = settings[store];
    const key = `${store}.external`;
    if (mode === 'inCluster')
      return when(external !== undefined, key, `left out while ${store}.mode is inCluster`);
    if (!external) return when(true, key, `host, port and credentials, because ${store}.mode is external`);
    return credentials(key, [secret, 'existingSecret'], external);
  });

const embeddings: Rule = ({ embeddings: { mode, external } }) => {
  const key = 'embeddings.external';
  if (mode !== 'external')
    return when(external !== undefined, key, 'left out unless embeddings.mode is external');
  if (!external) return when(true, key, 'baseUrl, because embeddings.mode is external');
  return when(
    external.apiKey !== undefined && external.existingSecret !== undefined,
    key,
    'at most one of apiKey, existingSecret',
  );
};

const ingress: Rule = ({ ingress: { enabled, host, tls } }) =>
  enabled
    ? [
        ...when(host === '', 'ingress.host', `a host name: TLS (${tls.mode}) needs one`),
        ...when(
          tls.mode === 'secret' && !tls.secretName,
          'ingress.tls.secretName',
          'the name of a TLS Secret, because ingress.tls.mode is secret',
        ),
        ...when(
          tls.mode === 'certManager' && !tls.issuer,
          'ingress.tls.issuer',
          'the name of an issuer, because ingress.tls.mode is certManager',
        ),
      ]
    : [];

const redisMemory: Rule = ({ redis }) =>
  redis.mode === 'external'
    ? []
    : (['state', 'cache'] as const).flatMap((name) =>
        when(
          bytes(redis[name].maxMemory) > bytes(redis[name].resources.limits.memory) * 0.75,
          `redis.${name}.maxMemory`,
          `at most three quarters of redis.${name}.resources.limits.memory (${redis[name].resources.limits.memory})`,
        ),
      );

const limits: Rule = (settings) => {
  const sets = {
    'api.resources': settings.api.resources,
    'mysql.resources': settings.mysql.resources,
    'redis.state.resources': settings.redis.state.resources,
    'redis.cache.resources': settings.redis.cache.resources,
    'milvus.resources': settings.milvus.resources,
    'embeddings.resources': settings.embeddings.resources,
    'monitoring.resources': settings.monitoring.resources,
  };
  return Object.entries(sets).flatMap(([key, { requests, limits }]) => [
    ...when(
      millicores(requests.cpu) > millicores(limits.cpu),
      `${key}.requests.cpu`,
      `at most the limit (${limits.cpu})`,
    ),
    ...when(
      bytes(requests.memory) > bytes(limits.memory),
      `${key}.requests.memory`,
      `at most the limit (${limits.memory})`,
    ),
  ]);
};

const policies: Rule = ({ policies, environment }) =>
  Object.entries(policies).flatMap(([name, { level, reason }]) => {
    const usual = usualLevel(name as PolicyName, environment);
    return when(
      environment !== 'development' && isWeaker(level, usual) && !reason,
      `policies.${name}.reason`,
      `a reason why ${name} is ${level} and not ${usual} in ${environment}`,
    );
  });

const receivers: Rule = ({ monitoring: { mode, email, slack } }) => {
  const both = 'at most one of password, existingSecret';
  return [
    ...when(
      mode === 'none' && Boolean(email ?? slack),
      'monitoring.mode',
      'standalone or operator: nothing else sends e-mail or writes to Slack',
    ),
    ...when(email?.password !== undefined && email.existingSecret !== undefined, 'monitoring.email', both),
    ...when(
      email !== undefined &&
        (email.username !== '') !== ((email.password ?? email.existingSecret) !== undefined),
      'monitoring.email.username',
      'given together with password or existingSecret',
    ),
    ...(slack ? credentials('monitoring.slack', ['webhookUrl', 'existingSecret'], slack) : []),
  ];
};

const RULES: Rule[] = [
  image,
  replicas,
  production,
  pools,
  stores,
  embeddings,
  ingress,
  redisMemory,
  limits,
  policies,
  receivers,
];

/** Every contradiction between settings that are valid one by one. */
export const conflicts = (settings: Settings): Conflict[] => RULES.flatMap((rule) => rule(settings));
