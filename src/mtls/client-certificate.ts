import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { checkedElsewhere, checkOptions, type OptionTable } from '../config/options.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { MTLSError } from '../errors/mtls-error.js';

/** What a client shows to servers that ask for certificates, in PEM. */
export interface ClientTLS {
  /** Client certificate, perhaps with its chain. */
  cert: string | Uint8Array;
  /** Its key, not encrypted. */
  key: string | Uint8Array;
  /** Authorities of the server, in one text or in several, instead of those of the toolbelt. */
  ca?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined;
}

/** All in PEM. */
interface Texts {
  readonly cert: string;
  readonly key: string;
  readonly ca?: readonly string[];
}

const TABLE = {
  cert: { check: checkedElsewhere },
  key: { check: checkedElsewhere },
  ca: { check: checkedElsewhere },
} as const satisfies OptionTable<ClientTLS>;

/** A certificate that was found to be one, with the key that belongs to it. */
export class ClientCertificate {
  readonly #texts: Texts;
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
    const ca = [given.ca]
      .flat()
      .map(textOf)
      .filter((text) => text !== undefined);
    const certificate = readCertificate('cert', cert);
    checkPair(certificate, readKey(key));
    checkDate(certificate);
    for (const authority of ca) readCertificate('ca', authority);
    this.#texts = { cert, key, ...(ca.length > 0 && { ca }) };
    this.digest = createHash('sha256')
      .update(JSON.stringify([cert, key, ca]))
      .digest('base64');
  }

  /** For the connections, and for nothing that is told. */
  texts(): Texts {
    return this.#texts;
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
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
    throw invalid(
      ErrorCodes.Mtls.Invalid.Cert,
      `${name} is no certificate in PEM, with its lines as they are ("-----BEGIN CERTIFICATE-----")`,
    );
  }
}

function readKey(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw invalid(
      ErrorCodes.Mtls.Invalid.Key,
      'key is no private key in PEM, with its lines as they are and not encrypted ("-----BEGIN PRIVATE KEY-----")',
    );
  }
}

function checkPair(certificate: X509Certificate, key: KeyObject): void {
  if (certificate.checkPrivateKey(key)) return;
  throw invalid(ErrorCodes.Mtls.Invalid.Key, 'key is not the key of cert');
}

/** A server tells no more than that it closes the connection. */
function checkDate({ validTo }: X509Certificate): void {
  if (Date.parse(validTo) >= Date.now()) return;
  throw invalid(ErrorCodes.Mtls.Invalid.Cert, `cert has expired: it was valid to ${validTo}`);
}

function invalid(code: string, message: string): MTLSError {
  return new MTLSError('MTLS', code, `MTLSClient: ${message}`);
}

function fail(error: Error): never {
  throw error;
}
