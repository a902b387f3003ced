import { isIP } from 'node:net';
import type { Settings } from '../settings.ts';
import { type Conflict, exactlyOne, type Rules, when } from './rule.ts';

/** The stores, each with the key of its own credential. */
const SECRETS = { mysql: 'password', redis: 'password', milvus: 'token' } as const;

type Store = keyof typeof SECRETS;

const SOURCES = ['certificate', 'existingSecret', 'existingConfigMap'];

/** Every authority that is named, and whether the connection is one that asks it. */
function authorities(settings: Settings) {
  const stores = (Object.keys(SECRETS) as Store[]).map((name) => ({
    key: `${name}.external.ca`,
    ca: settings[name].external?.ca,
    encrypted: settings[name].external?.tls === true,
    how: `${name}.external.tls is on`,
  }));
  const { external } = settings.embeddings;
  const embeddings = {
    key: 'embeddings.external.ca',
    ca: external?.ca,
    encrypted: external?.baseUrl.startsWith('https://') === true,
    how: 'embeddings.external.baseUrl begins with https://',
  };
  return [...stores, embeddings].flatMap(({ ca, ...rest }) => (ca ? [{ ...rest, ca }] : []));
}

/** Neither is given, because an external store of secrets has the credential. */
const isKeptElsewhere = ({ secrets }: Settings, external: object, credential: string): boolean =>
  secrets.source === 'externalSecrets' && !(credential in external) && !('existingSecret' in external);

const each = (settings: Settings, judge: (name: Store, store: Settings[Store]) => Conflict[]): Conflict[] =>
  (Object.keys(SECRETS) as Store[]).flatMap((name) => judge(name, settings[name]));

export const storeRules = {
  'store-external-described': (settings) =>
    each(settings, (name, { mode, external }) =>
      when(
        mode === 'external' && !external,
        `${name}.external`,
        `host, port and credentials, because ${name}.mode is external`,
      ),
    ),

  'store-external-unused': (settings) =>
    each(settings, (name, { mode, external }) =>
      when(
        mode !== 'external' && external !== undefined,
        `${name}.external`,
        `left out while ${name}.mode is ${mode}`,
      ),
    ),

  'store-one-credential': (settings) =>
    each(settings, (name, { mode, external }) =>
      mode === 'external' && external && !isKeptElsewhere(settings, external, SECRETS[name])
        ? exactlyOne(`${name}.external`, [SECRETS[name], 'existingSecret'], external)
        : [],
    ),

  'authority-one-source': (settings) =>
    authorities(settings).flatMap(({ key, ca }) => exactlyOne(key, SOURCES, ca)),

  'authority-encrypted': (settings) =>
    authorities(settings).flatMap(({ key, encrypted, how }) =>
      when(!encrypted, key, `left out unless ${how}: only then there is a certificate to judge`),
    ),

  'mysql-named-host': ({ mysql: { external } }) =>
    when(
      external?.tls === true && isIP(external.host) !== 0,
      'mysql.external.host',
      'a host name, no address, because mysql.external.tls is on: the certificate is compared with it',
    ),

  'mysql-own-user': ({ mysql }) =>
    when(
      mysql.mode === 'inCluster' && mysql.username === 'root',
      'mysql.username',
      'a user besides root, which the server makes by itself with all rights',
    ),
} satisfies Rules;
