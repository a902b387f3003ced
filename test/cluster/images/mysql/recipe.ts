import type { Recipe } from '../builder/types.ts';

const CLIENTS =
  'usr/bin/{mysql_config_editor,mysqlcheck,mysqlimport,mysqlshow,mysqlslap,mysql_secure_installation}';
const OFFLINE =
  'usr/bin/{ibd2sdi,innochecksum,myisam*,mysql_migrate_keyring,mysqld_multi,mysqld_safe,mysqldumpslow,perror}';
const PLUGINS =
  'usr/lib/mysql/plugin/{telemetry_client,component_telemetry,authentication_*,libpluginmecab}.so';

export const mysql: Recipe = {
  name: 'mysql',
  repository: 'library/mysql',
  tag: '9.7.4',
  version: { package: 'mysql-server-core', tag: (upstream) => upstream },
  packages: ['mysql-server-core', 'mysql-client-core', 'busybox-static'],
  absent: [
    'libcurl4t64',
    'libldap2',
    'libsasl2-2',
    'libfido2-1',
    'libmecab2',
    'libprotobuf32t64',
    'mysql-common',
  ],
  user: { name: 'mysql', uid: 999 },
  folders: [
    '/var/lib/mysql',
    '/run/mysqld',
    '/var/lib/mysql-files',
    '/docker-entrypoint-initdb.d',
    '/etc/mysql/conf.d',
  ],
  remove: [CLIENTS, OFFLINE, PLUGINS, 'usr/share/mysql/{docs,[!e]*/errmsg.sys}'],
  files: [
    { path: '/etc/mysql/my.cnf', source: 'my.cnf' },
    { path: '/usr/local/bin/docker-entrypoint.sh', source: 'entrypoint.sh', mode: 0o755 },
  ],
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['mysqld'],
    Env: ['PATH=/usr/local/bin:/usr/bin:/usr/sbin'],
    User: '999:999',
    WorkingDir: '/',
    ExposedPorts: { '3306/tcp': {} },
    Volumes: { '/var/lib/mysql': {} },
  },
  expected: 10,
};
