import { generate } from 'selfsigned';

/**
 * Whatever time a client, or a test that fakes it, goes by. Systems of Apple refuse certificates that are longer valid
 * than 825 days, unless they were issued before July 2019.
 */
const VALIDITY = { from: new Date('2000-01-01T00:00:00Z'), to: new Date('2099-12-31T00:00:00Z') };

/** Certificate and key of the sandbox, in PEM. The certificate is its own authority. */
export interface SandboxCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate for localhost, valid for the whole century. */
export async function makeCertificate(): Promise<SandboxCertificate> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: VALIDITY.from,
    notAfterDate: VALIDITY.to,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
