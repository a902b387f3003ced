import type { SubjectAltNameEntry } from 'selfsigned';

const DAYS = 3650;
const DAY = 86_400_000;
const DNS_NAME = 2;

/** PEM certificate and key for `hosts`, signed by itself, valid for ten years. */
export async function selfSigned(hosts: readonly string[]): Promise<{ cert: string; key: string }> {
  // Loading the library costs more than everything else in this file, and most stacks never need it.
  const { generate } = await import('selfsigned');
  const pems = await generate([{ name: 'commonName', value: hosts[0] as string }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + DAYS * DAY),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: hosts.map((value): SubjectAltNameEntry => ({ type: DNS_NAME, value })),
      },
    ],
  });
  return { cert: pems.cert, key: pems.private };
}
