import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

/** A self-signed certificate for names and 127.0.0.1, which is its own authority. All in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Takes a few milliseconds: an elliptic-curve key is quick to make. */
export async function createCertificate(names: readonly string[] = ['localhost']): Promise<Certificate> {
  // A subject of its own: among authorities of one name, OpenSSL tries only the first.
  const subject = [{ name: 'commonName', value: `Test ${randomUUID()}` }];
  const { private: key, cert } = await generate(subject, {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  return { key, cert };
}
