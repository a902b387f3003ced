import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false } as const;
const name = Type.String({ minLength: 1 });
const password = Type.String({ minLength: 1 });
const port = Type.Integer({ minimum: 1, maximum: 65_535 });
/** PEM file of the authority that signed the server's certificate; left out = nothing is encrypted. */
const ca = Type.Optional(Type.String({ minLength: 1 }));

/** Who may do what: the role says which rights. */
export const MYSQL_ROLES = ['service', 'migration', 'backup', 'exporter'] as const;
export type MysqlRole = (typeof MYSQL_ROLES)[number];

/** Logs in with the first password that is accepted, and ends up with the first. */
const Administrator = Type.Object({ name, passwords: Type.Array(password, { minItems: 1 }) }, strict);

const Mysql = Type.Object(
  {
    host: name,
    port,
    ca,
    database: name,
    administrator: Administrator,
    users: Type.Array(Type.Object({ name, password, role: Type.Enum([...MYSQL_ROLES]) }, strict)),
  },
  strict,
);

const Redis = Type.Object(
  {
    host: name,
    port,
    ca,
    administrator: Administrator,
    /** They exist, with their rules, from the server's own file. */
    users: Type.Array(Type.Object({ name, password }, strict)),
  },
  strict,
);

const Milvus = Type.Object(
  {
    /** host:port */
    address: name,
    ca,
    administrator: Administrator,
    user: Type.Object({ name, password }, strict),
    /** Users that nothing uses any more once the service has rolled. */
    retired: Type.Array(name),
  },
  strict,
);

/** The accounts that the stores of a stack have to have. */
export const AccountsSchema = Type.Object(
  { mysql: Type.Optional(Mysql), redis: Type.Optional(Type.Array(Redis)), milvus: Type.Optional(Milvus) },
  strict,
);

export type Accounts = Static<typeof AccountsSchema>;
export type Administrator = Static<typeof Administrator>;
export type MysqlAccounts = Static<typeof Mysql>;
export type RedisAccounts = Static<typeof Redis>;
export type MilvusAccounts = Static<typeof Milvus>;
