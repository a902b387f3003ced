import type { Settings } from '../../../stacks/settings.ts';
import { noticeCredentials } from '../key-notices.ts';

/** The credentials that the settings hold themselves, by name. */
export function givenCredentials(settings: Settings): Record<string, string> {
  const { mysql, redis, milvus, embeddings } = settings;
  const given = {
    'mysql-password': mysql.external?.password,
    'mysql-migration-password': mysql.external?.migration?.password,
    'redis-password': redis.external?.password,
    'milvus-token': milvus.external?.token,
    'milvus-storage-access-key': milvus.cluster?.storage.accessKey,
    'milvus-storage-secret-key': milvus.cluster?.storage.secretKey,
    'embeddings-api-key': embeddings.external?.apiKey,
  };
  const notices = noticeCredentials(settings).map(({ file, value }) => [file, value] as const);
  return Object.fromEntries(
    [...Object.entries(given), ...notices].flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
