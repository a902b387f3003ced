import { generate, type SubjectAltNameEntry } from 'selfsigned';

const DNS_NAME = 2;

/** PEM certificate and key. */
export interface Pair {
  cert: string;
  key: string;
}

/** An authority that nobody knows, which signs certificates for tests. */
export class TestAuthority {
  readonly cert: string;
  private readonly key: string;

  private constructor({ cert, key }: Pair) {
    this.cert = cert;
    this.key = key;
  }

  static async create(name: string): Promise<TestAuthority> {
    const pems = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    });
    return new TestAuthority({ cert: pems.cert, key: pems.private });
  }

  /** A certificate for one host. */
  async sign(host: string): Promise<Pair> {
    const altNames: SubjectAltNameEntry[] = [{ type: DNS_NAME, value: host }];
    const pems = await generate([{ name: 'commonName', value: host }], {
      keyType: 'ec',
      algorithm: 'sha256',
      ca: { key: this.key, cert: this.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames },
      ],
    });
    return { cert: pems.cert, key: pems.private };
  }
}
