import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { inCluster } from '../paths.ts';
import { run } from '../run.ts';
import { addresses, NODE_NAME } from './addresses.ts';

const folder = inCluster('pki');
export const pki = (file: string) => `${folder}/${file}`;

const serverNames = [
  'DNS:kubernetes.default.svc',
  'DNS:kubernetes.default.svc.cluster.local',
  'DNS:localhost',
  'IP:127.0.0.1',
  `IP:${addresses.node}`,
  `IP:${addresses.apiService}`,
].join(',');

/** Makes the cluster's authorities, certificates and signing keys once. Each cluster has its own; they live with it. */
export async function createPki(): Promise<void> {
  if (existsSync(folder)) return;
  const work = `${folder}.new`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  const script = [
    'set -e',
    'key() { openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"; }',
    'authority() { key "$1"; openssl req -x509 -new -key "$1.key" -days 3650 -subj "/CN=$1" -out "$1.crt"; }',
    // signed NAME AUTHORITY SUBJECT EXTENSIONS
    'signed() { key "$1"; openssl req -new -key "$1.key" -subj "$3" -out "$1.csr"; printf "%b" "$4" >"$1.ext"; ' +
      'openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 3650 -extfile "$1.ext" -out "$1.crt" 2>/dev/null; rm "$1.csr" "$1.ext"; }',
    'authority ca; authority front-proxy-ca',
    `signed apiserver ca /CN=kube-apiserver "subjectAltName=${serverNames}\\nextendedKeyUsage=serverAuth\\n"`,
    'signed admin ca /O=system:masters/CN=admin "extendedKeyUsage=clientAuth\\n"',
    `signed kubelet ca /O=system:nodes/CN=system:node:${NODE_NAME} "extendedKeyUsage=clientAuth\\n"`,
    'signed front-proxy front-proxy-ca /CN=front-proxy "extendedKeyUsage=clientAuth\\n"',
    'openssl genrsa -out sa.key 2048 2>/dev/null; openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null',
  ];
  await run('sh', ['-c', `umask 077\n${script.join('\n')}`], { cwd: work });
  await rename(work, folder);
}
