import { generate } from 'selfsigned';

/** A client certificate with its key, and the authority that it is from. All in PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
  readonly authority: string;
}

// Whatever time a client, or a test that fakes it, goes by.
const VALID = {
  notBeforeDate: new Date('2000-01-01T00:00:00Z'),
  notAfterDate: new Date('2099-12-31T00:00:00Z'),
};

const KEY = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Makes an authority for clients, and a client certificate for an account from it. */
export async function makeClientCertificate(accountId: string): Promise<ClientCertificate> {
  const authority = await generate([{ name: 'commonName', value: 'Sandbox client authority' }], {
    ...KEY,
    ...VALID,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const client = await generate([{ name: 'commonName', value: `brand-${accountId}.example.com` }], {
    ...KEY,
    ...VALID,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', clientAuth: true },
    ],
  });
  return { cert: client.cert, key: client.private, authority: authority.cert };
}
