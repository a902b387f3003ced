import type { Settings } from './settings.ts';

/** A credential that the settings hold themselves, in place of a reference to where it is kept. */
export interface HeldCredential {
  /** What the stack knows it by. */
  name: string;
  /** Dotted key of its section. */
  section: string;
  value: string;
}

/** Every credential that the settings of the stack's stores and of its service hold. */
export function heldCredentials({ mysql, redis, milvus, embeddings, api }: Settings): HeldCredential[] {
  const { storage } = milvus.cluster ?? {};
  const { webhook, email } = api.keyNotices ?? {};
  const places: [name: string, section: string, value: string | undefined][] = [
    ['mysql-password', 'mysql.external', mysql.external?.password],
    ['mysql-migration-password', 'mysql.external.migration', mysql.external?.migration?.password],
    ['redis-password', 'redis.external', redis.external?.password],
    ['milvus-token', 'milvus.external', milvus.external?.token],
    ['milvus-storage-access-key', 'milvus.cluster.storage', storage?.accessKey],
    ['milvus-storage-secret-key', 'milvus.cluster.storage', storage?.secretKey],
    ['embeddings-api-key', 'embeddings.external', embeddings.external?.apiKey],
    ['keys-webhook-secret', 'api.keyNotices.webhook', webhook?.secret],
    ['smtp-password', 'api.keyNotices.email', email?.password],
  ];
  return places.flatMap(([name, section, value]) => (value === undefined ? [] : [{ name, section, value }]));
}
