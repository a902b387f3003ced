import { createMilvusConnection, type MilvusOptions } from './connection.ts';
import { assertSuccess, CredentialsError } from './reply.ts';

const ROOT = 'root';
const DEFAULT_PASSWORD = 'Milvus';

/**
 * Replaces the password that every new Milvus has by the one in `token`. Nothing happens when that is done already,
 * when the token names another user, or when the server asks for no password.
 *
 * @returns whether the password was replaced by this call
 * @throws CredentialsError when neither password is accepted; VectorError
 */
export async function replaceDefaultPassword(options: MilvusOptions): Promise<boolean> {
  const [user, ...rest] = options.token.split(':');
  const password = rest.join(':');
  if (user !== ROOT || password === DEFAULT_PASSWORD || password === '') return false;
  try {
    await listUsers(options);
    return false;
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
  }
  const fresh = createMilvusConnection({ ...options, token: `${ROOT}:${DEFAULT_PASSWORD}` });
  try {
    await fresh.use('set password', async (client) =>
      assertSuccess(
        'set password',
        await client.updatePassword({ username: ROOT, oldPassword: DEFAULT_PASSWORD, newPassword: password }),
      ),
    );
  } finally {
    await fresh.close();
  }
  await listUsers(options);
  return true;
}

async function listUsers(options: MilvusOptions): Promise<void> {
  const connection = createMilvusConnection(options);
  try {
    await connection.use('list users', async (client) =>
      assertSuccess('list users', await client.listUsers()),
    );
  } finally {
    await connection.close();
  }
}
