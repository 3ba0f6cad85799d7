import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** Certificate and key of the sandbox, in PEM. The certificate is its own authority. */
export interface SandboxCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate for localhost, valid for thirty days of real time. */
export async function makeCertificate(): Promise<SandboxCertificate> {
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day of slack for machines whose clocks differ, such as a container and its host.
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + 30 * DAY_MS),
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
