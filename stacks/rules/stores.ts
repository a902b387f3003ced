import type { Settings } from '../settings.ts';
import { type Conflict, exactlyOne, type Rules, when } from './rule.ts';

/** The stores, each with the key of its own credential. */
const SECRETS = { mysql: 'password', redis: 'password', milvus: 'token' } as const;

type Store = keyof typeof SECRETS;

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
      mode === 'external' && external
        ? exactlyOne(`${name}.external`, [SECRETS[name], 'existingSecret'], external)
        : [],
    ),

  'mysql-own-user': ({ mysql }) =>
    when(
      mysql.mode === 'inCluster' && mysql.username === 'root',
      'mysql.username',
      'a user besides root, which the server makes by itself with all rights',
    ),
} satisfies Rules;
