import { imageReference } from '../../../infra/lib/images.ts';
import { images } from '../../../stacks/profiles/images.ts';
import { kubeconfigFile } from '../../cluster/paths.ts';
import { run } from '../../cluster/run.ts';
import { ensureStoreImages } from '../../cluster/store-images.ts';
import type { Pair, TestAuthority } from './test-authority.ts';

const NAMESPACE = 'mcp-e2e-elsewhere';
const TLS = '/tls';
const USER = 999;

const kubectl = (args: string[], input?: string) =>
  run('kubectl', ['--kubeconfig', kubeconfigFile, '--namespace', NAMESPACE, ...args], { input });

interface Server {
  name: 'mysql' | 'redis';
  port: number;
  args: string[];
  env: Record<string, string>;
  writable: string[];
}

/** What they are given to log in with. */
export const PASSWORD = 'p@ss/word-of-somebody-else';

const SERVERS: Server[] = [
  {
    name: 'mysql',
    port: 3306,
    args: [`--ssl-cert=${TLS}/tls.crt`, `--ssl-key=${TLS}/tls.key`, '--require-secure-transport=ON'],
    env: {
      MYSQL_ROOT_PASSWORD: PASSWORD,
      MYSQL_DATABASE: 'mcp_db',
      MYSQL_USER: 'mcp',
      MYSQL_PASSWORD: PASSWORD,
    },
    writable: ['/var/lib/mysql', '/var/run/mysqld', '/tmp'],
  },
  {
    name: 'redis',
    port: 6379,
    args: [
      ...['--port', '0', '--tls-port', '6379', '--tls-auth-clients', 'no', '--requirepass', PASSWORD],
      ...['--tls-cert-file', `${TLS}/tls.crt`, '--tls-key-file', `${TLS}/tls.key`, '--save', ''],
    ],
    env: {},
    writable: ['/data'],
  },
];

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function manifests({ name, port, args, env, writable }: Server, { cert, key }: Pair, registry: string) {
  const metadata = { name, namespace: NAMESPACE, labels: { app: name } };
  const scratch = writable.map((mountPath, at) => ({ name: `scratch-${at}`, mountPath }));
  const container = {
    name,
    image: imageReference({ ...images, registry }, name),
    args,
    env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
    readinessProbe: { tcpSocket: { port }, periodSeconds: 1, failureThreshold: 60 },
    volumeMounts: [{ name: 'tls', mountPath: TLS, readOnly: true }, ...scratch],
  };
  const spec = {
    automountServiceAccountToken: false,
    securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
    containers: [container],
    volumes: [
      { name: 'tls', secret: { secretName: name, defaultMode: 0o440 } },
      ...scratch.map((mount) => ({ name: mount.name, emptyDir: {} })),
    ],
  };
  const data = { 'tls.crt': base64(cert), 'tls.key': base64(key) };
  return [
    { apiVersion: 'v1', kind: 'Secret', metadata, type: 'kubernetes.io/tls', data },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: name }, ports: [{ port }] } },
    { apiVersion: 'v1', kind: 'Pod', metadata, spec },
  ];
}

/** MySQL and Redis in a namespace that is no stack's, both over TLS with certificates of `authority`. */
export async function startElsewhere(authority: TestAuthority): Promise<void> {
  const registry = await ensureStoreImages();
  await removeElsewhere();
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  const servers = await Promise.all(
    SERVERS.map(async (server) =>
      manifests(server, await authority.sign(`${server.name}.${NAMESPACE}.svc`), registry),
    ),
  );
  const items = [namespace, ...servers.flat()];
  await kubectl(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl(['wait', 'pod', '--all', '--for=condition=Ready', '--timeout=120s']);
}

export const removeElsewhere = () =>
  kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--grace-period=1', '--timeout=120s']);

/** A statement of MySQL's administrator on the server itself. @returns its first column */
export async function askMysql(statement: string): Promise<string[]> {
  const client = ['mysql', '--user=root', `--password=${PASSWORD}`, '--batch', '--skip-column-names'];
  const { stdout } = await kubectl(['exec', 'mysql', '--', ...client, '--execute', statement]);
  return stdout.split('\n').filter(Boolean);
}
