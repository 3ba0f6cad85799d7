import { randomUUID, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/**
 * Valid under any date that a test makes up for its process. Systems of Apple refuse certificates that are longer valid
 * than 825 days, unless they were issued before July 2019.
 */
const NOT_BEFORE = new Date('1990-01-01T00:00:00Z');
const NOT_AFTER = new Date('2099-12-31T23:59:59Z');

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A certificate with its key, and the authority that it is from. All in PEM. */
export interface SandboxCertificate {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

/** An issued certificate with its keys. */
interface Issued {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Makes an authority, and a certificate of it for the servers of a sandbox: for localhost and the names given. */
export function makeCertificate(names: readonly string[]): Promise<SandboxCertificate> {
  return certify('CN=localhost', [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension([
      ...['localhost', ...names].map((value) => ({ type: 'dns', value }) as const),
      { type: 'ip', value: '127.0.0.1' },
    ]),
  ]);
}

/** Makes an authority for clients, and a client certificate for an account from it. */
export function makeClientCertificate(accountId: string): Promise<SandboxCertificate> {
  return certify(`CN=brand-${accountId}.example.com`, [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
  ]);
}

/**
 * Authority and certificate are two, since some clients refuse a server whose certificate is an authority, and they
 * name their keys, which Python demands since 3.13.
 */
async function certify(subject: string, extensions: readonly Extension[]): Promise<SandboxCertificate> {
  // A subject of its own: among authorities of one name, OpenSSL tries only the first.
  const authority = await issue(`CN=Sandbox authority ${randomUUID()}`, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]);
  const own = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  ];
  const { certificate, keys } = await issue(subject, [...own, ...extensions], authority);
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    authority: `${authority.certificate.toString('pem')}\n`,
    cert: `${certificate.toString('pem')}\n`,
    key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n`,
  };
}

/** @param issuer Itself where there is none. */
async function issue(
  subject: string,
  extensions: readonly Extension[],
  issuer?: Issued | undefined,
): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const signer = issuer?.keys ?? keys;
  const certificate = await X509CertificateGenerator.create(
    {
      subject,
      issuer: issuer?.certificate.subject ?? subject,
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      publicKey: keys.publicKey,
      signingKey: signer.privateKey,
      signingAlgorithm: SIGNATURE,
      extensions: [
        ...extensions,
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        await AuthorityKeyIdentifierExtension.create(signer.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate, keys };
}
