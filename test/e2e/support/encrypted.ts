import type { OwnStack } from './own-stack.ts';

/** In a pod of the service: a handshake that trusts what the service trusts, then a few words without one. */
const SCRIPT = `
const { connect } = require('node:net');
const tls = require('node:tls');
const { readFileSync } = require('node:fs');
const [store, host, port] = process.argv.slice(1);
const ca = readFileSync('/etc/mcp/' + store + '-ca.crt');
const shaken = new Promise((resolve) => {
  const socket = tls.connect({ host, port, ca, servername: host, ALPNProtocols: ['h2'] });
  socket.on('secureConnect', () => resolve(socket.authorized)).on('error', (error) => resolve(error.message));
});
const plain = new Promise((resolve) => {
  const socket = connect({ host, port }, () => socket.write('PING\\r\\n\\r\\n'));
  let said = '';
  socket.on('data', (data) => { said += data.toString('latin1'); socket.destroy(); });
  socket.on('error', () => undefined).on('close', () => resolve(said));
});
Promise.all([shaken, plain]).then(([encrypted, said]) => {
  console.log(JSON.stringify({ encrypted, said }));
  process.exit(0);
});`;

/**
 * Speaks to a store as the service does, and without encryption.
 * @param store whose authority has signed
 * @returns whether the certificate is trusted, or what is wrong with it; and what a plain connection is told
 */
export async function speakTo(
  stack: OwnStack,
  store: 'redis' | 'milvus',
  host: string,
  port: number,
): Promise<{ encrypted: boolean | string; said: string }> {
  const inside = ['exec', 'deployment/mcp-api', '--', 'node', '-e', SCRIPT, store, host, `${port}`];
  return JSON.parse((await stack.kubectl(inside)).stdout);
}

/** How the users of MySQL are connected at this moment: `SSL/TLS`, `TCP/IP` or `Socket`. */
export async function connectionsToMysql(stack: OwnStack): Promise<string[]> {
  const { data } = await stack.get('secret', 'mcp-mysql');
  const password = Buffer.from(data['root-password'], 'base64').toString();
  const statement =
    "SELECT DISTINCT connection_type FROM performance_schema.threads WHERE processlist_user LIKE 'mcp%'";
  const client = ['mysql', '--no-defaults', '--user=root', '--batch', '--skip-column-names'];
  const command = ['env', `MYSQL_PWD=${password}`, ...client, `--execute=${statement}`];
  const { stdout } = await stack.kubectl(['exec', 'mysql-0', '--', ...command]);
  return stdout.split('\n').filter(Boolean);
}
