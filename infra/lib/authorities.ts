import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';
import type { Settings } from '../../stacks/settings.ts';
import { CONFIG_DIR } from './names.ts';

/** What the service connects to. */
const STORES = ['mysql', 'redis', 'milvus', 'embeddings'] as const;
export type Connected = (typeof STORES)[number];

/** The stores that can encrypt where the stack runs them itself. */
export type Encrypting = Exclude<Connected, 'embeddings'>;

/** Key of the certificate in Secrets of the type `kubernetes.io/tls`. */
export const CERTIFICATE_KEY = 'tls.crt';

const file = (store: Connected): string => `${store}-ca.crt`;

/** Whether the stack runs that store, and the store encrypts. */
export const encryptsInside = (settings: Settings, store: Encrypting): boolean =>
  settings[store].mode === 'inCluster' && settings[store].tls;

const named = (settings: Settings, store: Connected) =>
  settings[store].mode === 'external' ? settings[store].external?.ca : undefined;

/** Where the service finds who signed for a store; empty where systems know the authority, or nothing is encrypted. */
export function authorityFile(settings: Settings, store: Connected): string {
  const inside = store !== 'embeddings' && encryptsInside(settings, store);
  return inside || named(settings, store) ? `${CONFIG_DIR}/${file(store)}` : '';
}

/** Authorities that the settings hold themselves, by the name of their file. */
export const ownAuthorities = (settings: Settings): Record<string, string> =>
  Object.fromEntries(
    STORES.flatMap((store) => {
      const { certificate } = named(settings, store) ?? {};
      return certificate ? [[file(store), certificate]] : [];
    }),
  );

/**
 * Authorities that lie in Secrets and ConfigMaps, as parts of a projected volume.
 * @param certificates Secrets with the certificates of the stack's own stores
 */
export const mountedAuthorities = (
  settings: Settings,
  certificates: Partial<Record<Encrypting, Input<string>>>,
): types.input.core.v1.VolumeProjection[] =>
  STORES.flatMap((store): types.input.core.v1.VolumeProjection[] => {
    const { existingSecret, existingConfigMap } = named(settings, store) ?? {};
    const own = store === 'embeddings' ? undefined : certificates[store];
    const secret = own ? { name: own, key: CERTIFICATE_KEY } : existingSecret;
    const source = (from: { name: Input<string>; key: string }) => ({
      name: from.name,
      items: [{ key: from.key, path: file(store) }],
    });
    if (secret) return [{ secret: source(secret) }];
    return existingConfigMap ? [{ configMap: source(existingConfigMap) }] : [];
  });
