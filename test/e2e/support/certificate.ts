import { kubectl } from './pods.ts';

/** The certificate that the Ingress of the stack names, in PEM. */
export async function ingressCertificate(): Promise<string> {
  const { stdout: name } = await kubectl([
    'get',
    'ingress',
    'mcp-api',
    '-o',
    'jsonpath={.spec.tls[0].secretName}',
  ]);
  const { stdout } = await kubectl(['get', 'secret', name, '-o', 'jsonpath={.data.tls\\.crt}']);
  return Buffer.from(stdout, 'base64').toString();
}
