import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { checkedElsewhere, checkOptions, type OptionTable } from '../config/options.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { MTLSError } from '../errors/mtls-error.js';

/** What a client shows to servers that ask for certificates, in PEM. */
export interface ClientTLS {
  /** Client certificate, perhaps with its chain. */
  cert: string | Buffer;
  /** Its key, not encrypted. */
  key: string | Buffer;
  /** Authority of the server, instead of those of the toolbelt. */
  ca?: string | Buffer | undefined;
}

const TABLE = {
  cert: { check: checkedElsewhere },
  key: { check: checkedElsewhere },
  ca: { check: checkedElsewhere },
} as const satisfies OptionTable<ClientTLS>;

/** A certificate that was found to be one, with the key that belongs to it. */
export class ClientCertificate {
  readonly #texts: { readonly cert: string; readonly key: string; readonly ca?: string };
  /** The same for the same texts; tells nothing of them. */
  readonly digest: string;

  /**
   * @throws {MTLSError} `mtls.missing-conf`, `mtls.invalid-cert`, `mtls.invalid-key`. No message holds any of it.
   * @throws {ConfigError} for an option that there is not.
   */
  constructor(given: ClientTLS) {
    if (given === undefined || given === null) throw missing('cert and key');
    checkOptions('MTLSClient', given, TABLE);
    const cert = textOf(given.cert) ?? fail(missing('cert'));
    const key = textOf(given.key) ?? fail(missing('key'));
    const ca = textOf(given.ca);
    checkPair(readCertificate('cert', cert), readKey(key));
    if (ca !== undefined) readCertificate('ca', ca);
    this.#texts = { cert, key, ...(ca !== undefined && { ca }) };
    this.digest = createHash('sha256')
      .update(JSON.stringify([cert, key, ca]))
      .digest('base64');
  }

  /** For the connections, and for nothing that is told. */
  texts(): { readonly cert: string; readonly key: string; readonly ca?: string } {
    return this.#texts;
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return Buffer.isBuffer(value) ? value.toString() : String(value);
}

function missing(what: string): MTLSError {
  return new MTLSError(
    'MTLS',
    ErrorCodes.Mtls.Missing,
    `MTLSClient needs { cert, key } in PEM, and was given no ${what}`,
  );
}

function readCertificate(name: 'cert' | 'ca', text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    // The words of OpenSSL could quote what it was given.
    throw new MTLSError(
      'MTLS',
      ErrorCodes.Mtls.Invalid.Cert,
      `MTLSClient: ${name} is no certificate in PEM, with its lines as they are ("-----BEGIN CERTIFICATE-----")`,
    );
  }
}

function readKey(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw invalidKey(
      'is no private key in PEM, with its lines as they are and not encrypted ("-----BEGIN PRIVATE KEY-----")',
    );
  }
}

function checkPair(certificate: X509Certificate, key: KeyObject): void {
  if (!certificate.checkPrivateKey(key)) throw invalidKey('is not the key of cert');
}

function invalidKey(what: string): MTLSError {
  return new MTLSError('MTLS', ErrorCodes.Mtls.Invalid.Key, `MTLSClient: key ${what}`);
}

function fail(error: Error): never {
  throw error;
}
