import { readFile, writeFile } from 'node:fs/promises';
import { dump } from 'js-yaml';
import { embeddedContext } from '../paths.ts';
import { pki } from './pki.ts';

/**
 * Writes a kubeconfig that is complete in itself.
 * @param port where the API server answers on this side's loopback
 * @param identity name of a certificate made by `createPki`: `admin` or `kubelet`
 */
export async function writeKubeconfig(file: string, port: number, identity: string): Promise<void> {
  const data = async (name: string) => (await readFile(pki(name))).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': embeddedContext,
    contexts: [{ name: embeddedContext, context: { cluster: embeddedContext, user: identity } }],
    clusters: [
      {
        name: embeddedContext,
        cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': await data('ca.crt') },
      },
    ],
    users: [
      {
        name: identity,
        user: {
          'client-certificate-data': await data(`${identity}.crt`),
          'client-key-data': await data(`${identity}.key`),
        },
      },
    ],
  };
  await writeFile(file, dump(config), { mode: 0o600 });
}
