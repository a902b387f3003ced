import { setTimeout as delay } from 'node:timers/promises';
import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { createMilvusConnection, type MilvusConnection } from '../vectors/connection.ts';
import { assertSuccess, CredentialsError } from '../vectors/reply.ts';
import { logIn, RefusedError } from './log-in.ts';
import type { MilvusAccounts } from './schema.ts';

type Server = Pick<MilvusAccounts, 'address' | 'ca'>;

const TIMEOUT_MS = 5000;
/** What every new server has. */
const FIRST_PASSWORD = 'Milvus';
const ROLE = 'mcp_service';
/** How long the rights of a user may take to be known everywhere; usually it is at once. */
const KNOWN_MS = 60_000;
const PAUSE_MS = 200;
/** There is no such collection: what matters is how it is refused. */
const NO_COLLECTION = 'mcp_no_collection';
const GRPC_PERMISSION_DENIED = 7;

/** Everything about collections and aliases, nothing about users, roles and databases. */
const GRANTS = [
  ...[
    'CreateCollection',
    'DropCollection',
    'DescribeCollection',
    'ShowCollections',
    'CreateAlias',
    'DropAlias',
    'DescribeAlias',
    'ListAliases',
  ].map((privilegeName) => ({ object: 'Global', privilegeName })),
  { object: 'Collection', privilegeName: '*' },
] as const;

/**
 * Gives root its wanted password, and the service its user and role, and waits until the role counts. The user that the service has until it rolls
 * stays: one of two is in use, and a rotation makes the other anew. Repeatable.
 */
export async function applyMilvus(accounts: MilvusAccounts): Promise<void> {
  const { name, passwords } = accounts.administrator;
  const wanted = passwords[0] as string;
  const known = { name, passwords: [...passwords, FIRST_PASSWORD] };
  await logIn(known, async (password) => {
    await withClient(accounts, { name, password }, async (client) => {
      assertSuccess('list users', await client.listUsers());
      if (password === wanted) return;
      const change = { username: name, oldPassword: password, newPassword: wanted };
      assertSuccess('set password', await client.updatePassword(change));
    });
  });
  await withClient(accounts, { name, password: wanted }, async (client) => {
    await ensureRole(client);
    await ensureUser(client, accounts);
  });
  await untilAllowed(accounts);
}

/** Removes the users that nothing uses any more. */
export async function settleMilvus(accounts: MilvusAccounts): Promise<void> {
  const { administrator, retired } = accounts;
  const root = { name: administrator.name, password: administrator.passwords[0] as string };
  await withClient(accounts, root, async (client) => {
    const users = await userNames(client);
    for (const username of retired.filter((name) => users.includes(name)))
      assertSuccess('delete user', await client.deleteUser({ username }));
  });
}

async function ensureRole(client: MilvusClient): Promise<void> {
  if (!assertSuccess('find role', await client.hasRole({ roleName: ROLE })).hasRole)
    assertSuccess('create role', await client.createRole({ roleName: ROLE }));
  for (const grant of GRANTS) {
    const status = await client.grantRolePrivilege({ roleName: ROLE, objectName: '*', ...grant } as never);
    // A server that does not know a privilege does not ask for it either.
    if (!/invalid|not exist/i.test(status.reason)) assertSuccess('grant', status);
  }
}

async function ensureUser(client: MilvusClient, accounts: MilvusAccounts): Promise<void> {
  const { user } = accounts;
  const { name: username, password } = user;
  const exists = (await userNames(client)).includes(username);
  if (!exists || !(await isAccepted(accounts, user))) {
    // Only the one who knows a password may change it, and this one is of a rotation long ago.
    if (exists) assertSuccess('delete user', await client.deleteUser({ username }));
    assertSuccess('create user', await client.createUser({ username, password }));
  }
  assertSuccess('give role', await client.addUserToRole({ username, roleName: ROLE }));
}

/** Milvus tells its proxies of a role in the background: a while later where it has just dropped many collections. */
async function untilAllowed(accounts: MilvusAccounts): Promise<void> {
  const { user } = accounts;
  const end = performance.now() + KNOWN_MS;
  await withClient(accounts, user, async (client) => {
    while (await isDenied(client)) {
      if (performance.now() > end)
        throw new Error(
          `Milvus does not let ${user.name} load collections yet, though it has the role for it`,
        );
      await delay(PAUSE_MS);
    }
  });
}

async function isDenied(client: MilvusClient): Promise<boolean> {
  try {
    await client.loadCollectionAsync({ collection_name: NO_COLLECTION });
    return false;
  } catch (error) {
    if ((error as { code?: number }).code === GRPC_PERMISSION_DENIED) return true;
    throw error;
  }
}

async function userNames(client: MilvusClient): Promise<string[]> {
  return assertSuccess('list users', await client.listUsers()).usernames;
}

async function isAccepted(server: Server, login: MilvusAccounts['user']): Promise<boolean> {
  try {
    await withClient(server, login, async (client) => {
      assertSuccess('list collections', await client.showCollections());
    });
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

async function withClient(
  { address, ca }: Server,
  { name, password }: MilvusAccounts['user'],
  work: (client: MilvusClient) => Promise<void>,
): Promise<void> {
  const options = {
    address,
    token: `${name}:${password}`,
    tls: ca !== undefined,
    timeoutMs: TIMEOUT_MS,
    ...(ca ? { caFile: ca } : {}),
  };
  const connection: MilvusConnection = createMilvusConnection(options);
  try {
    await connection.use(`as ${name}`, work);
  } catch (error) {
    if (error instanceof CredentialsError) throw new RefusedError(`Milvus refuses ${name}`, { cause: error });
    throw error;
  } finally {
    await connection.close();
  }
}
