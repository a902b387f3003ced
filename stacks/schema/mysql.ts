import { Type } from 'typebox';
import { mode, reach, tls } from './store.ts';
import {
  existingSecret,
  integer,
  milliseconds,
  mysqlName,
  resources,
  section,
  sensitive,
  volume,
} from './terms.ts';

const Migration = section('The user that changes the schema; left out = the service does it with its own.', {
  username: Type.Optional(mysqlName(32, 'User of `password`.')),
  password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
  existingSecret: Type.Optional(existingSecret('the complete URL (mysql://user:password@host:port/db)')),
});

export const Mysql = section('MySQL, the truth about every memory.', {
  mode: mode('MySQL'),
  database: mysqlName(64, 'Database.'),
  username: mysqlName(32, 'User of the service.'),
  poolSize: integer(1, 1000, 'Connections one pod keeps.'),
  maxOverflow: integer(0, 1000, 'Connections one pod may open besides, under load.'),
  connectTimeoutMs: milliseconds('Longest wait for a connection.'),
  maxConnections: integer(10, 10_000, 'Connections the server accepts.'),
  tls: tls('MySQL'),
  resources: resources('MySQL'),
  volume: volume('MySQL'),
  external: Type.Optional(
    section('An existing MySQL server.', {
      ...reach,
      password: Type.Optional(sensitive("The user's password, from an encrypted setting.")),
      existingSecret: Type.Optional(existingSecret('the complete URL (mysql://user:password@host:port/db)')),
      migration: Type.Optional(Migration),
    }),
  ),
});
