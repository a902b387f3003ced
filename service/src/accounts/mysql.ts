import { escapeId } from 'mysql2';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { mysqlCode } from '../database/transaction.ts';
import { authority } from '../stores/authority.ts';
import { logIn, RefusedError } from './log-in.ts';
import { grantPattern, isAbout, RIGHTS, surplus } from './mysql-rights.ts';
import type { MysqlAccounts } from './schema.ts';

const CONNECT_TIMEOUT_MS = 5000;
const ANYWHERE = '%';

type User = MysqlAccounts['users'][number];
type Login = Pick<User, 'name' | 'password'>;

/**
 * Makes MySQL accept every wanted password, besides the one that clients still use, and gives each user its rights.
 * What it has too much of is taken away; what it needs is never gone in between. Repeatable.
 */
export const applyMysql = (accounts: MysqlAccounts): Promise<void> =>
  asAdministrator(accounts, async (admin) => {
    for (const user of accounts.users) {
      if (!(await create(admin, user))) await accept(admin, accounts, user, [ANYWHERE]);
      await grant(admin, accounts.database, user);
    }
    await accept(admin, accounts, administrator(accounts), await hostsOf(admin, accounts));
  });

/** Leaves each user the wanted password alone. @throws RefusedError where `applyMysql` has not run before */
export const settleMysql = (accounts: MysqlAccounts): Promise<void> =>
  asAdministrator(accounts, async (admin) => {
    const places = [
      ...accounts.users.map((user) => ({ ...user, host: ANYWHERE })),
      ...(await hostsOf(admin, accounts)).map((host) => ({ ...administrator(accounts), host })),
    ];
    for (const { name, password, host } of places) {
      // Said again, so that the one that stays is this one, whatever came before.
      await admin.query('ALTER USER ?@? IDENTIFIED BY ?', [name, host, password]);
      await admin.query('ALTER USER ?@? DISCARD OLD PASSWORD', [name, host]);
    }
  });

const administrator = ({ administrator: { name, passwords } }: MysqlAccounts): Login => ({
  name,
  password: passwords[0] as string,
});

async function asAdministrator(
  accounts: MysqlAccounts,
  work: (admin: Connection) => Promise<void>,
): Promise<void> {
  const admin = await logIn(accounts.administrator, (password) =>
    connect(accounts, { name: accounts.administrator.name, password }),
  );
  try {
    await work(admin);
  } finally {
    await admin.end().catch(() => admin.destroy());
  }
}

async function connect({ host, port, ca }: MysqlAccounts, { name, password }: Login): Promise<Connection> {
  try {
    return await createConnection({
      host,
      port,
      user: name,
      password,
      connectTimeout: CONNECT_TIMEOUT_MS,
      charset: 'utf8mb4',
      ...(ca ? { ssl: { ...authority(ca), verifyIdentity: true } } : {}),
    });
  } catch (error) {
    if (mysqlCode(error) === 'ER_ACCESS_DENIED_ERROR')
      throw new RefusedError(`MySQL refuses ${name}`, { cause: error });
    throw error;
  }
}

/** @returns whether it was new */
async function create(admin: Connection, { name, password }: User): Promise<boolean> {
  const [found] = await admin.query<RowDataPacket[]>('SELECT 1 FROM mysql.user WHERE User = ? AND Host = ?', [
    name,
    ANYWHERE,
  ]);
  if (found.length > 0) return false;
  await admin.query('CREATE USER IF NOT EXISTS ?@? IDENTIFIED BY ?', [name, ANYWHERE, password]);
  return true;
}

/** Takes the wanted password where it is refused; the one before it goes on being accepted. */
async function accept(
  admin: Connection,
  accounts: MysqlAccounts,
  login: Login,
  hosts: string[],
): Promise<void> {
  // Asked first: taking the same one twice would make it its own predecessor and forget the real one.
  if (await isAccepted(accounts, login)) return;
  for (const host of hosts)
    await admin.query('ALTER USER ?@? IDENTIFIED BY ? RETAIN CURRENT PASSWORD', [
      login.name,
      host,
      login.password,
    ]);
}

async function isAccepted(accounts: MysqlAccounts, login: Login): Promise<boolean> {
  try {
    await (await connect(accounts, login)).end();
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

async function hostsOf(admin: Connection, { administrator: { name } }: MysqlAccounts): Promise<string[]> {
  const [rows] = await admin.query<RowDataPacket[]>('SELECT Host AS host FROM mysql.user WHERE User = ?', [
    name,
  ]);
  return rows.map(({ host }) => host as string);
}

async function grant(admin: Connection, database: string, { name, role }: User): Promise<void> {
  const rights = RIGHTS[role];
  const account = [name, ANYWHERE];
  const on = `${escapeId(grantPattern(database), true)}.*`;
  if (rights.database.length > 0)
    await admin.query(`GRANT ${rights.database.join(', ')} ON ${on} TO ?@?`, account);
  if (rights.server.length > 0) await admin.query(`GRANT ${rights.server.join(', ')} ON *.* TO ?@?`, account);
  for (const other of rights.readable ?? [])
    await admin.query(`GRANT SELECT ON ${escapeId(other)}.* TO ?@?`, account);
  await revokeSurplus(admin, database, name, rights);
}

async function revokeSurplus(
  admin: Connection,
  database: string,
  name: string,
  wanted: (typeof RIGHTS)[User['role']],
): Promise<void> {
  const grantee = `'${name}'@'${ANYWHERE}'`;
  const [onSchemas] = await admin.query<RowDataPacket[]>(
    'SELECT TABLE_SCHEMA AS pattern, PRIVILEGE_TYPE AS held FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = ?',
    [grantee],
  );
  for (const pattern of new Set(onSchemas.map((row) => row.pattern as string))) {
    if (!isAbout(pattern, database)) continue;
    const held = onSchemas.filter((row) => row.pattern === pattern).map((row) => row.held as string);
    const gone = surplus(held, wanted.database);
    if (gone.length > 0)
      await admin.query(`REVOKE ${gone.join(', ')} ON ${escapeId(pattern, true)}.* FROM ?@?`, [
        name,
        ANYWHERE,
      ]);
  }
  const [onServer] = await admin.query<RowDataPacket[]>(
    'SELECT PRIVILEGE_TYPE AS held FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = ?',
    [grantee],
  );
  const gone = surplus(
    onServer.map((row) => row.held as string),
    wanted.server,
  );
  if (gone.length > 0) await admin.query(`REVOKE ${gone.join(', ')} ON *.* FROM ?@?`, [name, ANYWHERE]);
}
