import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { ConfigError } from '../../../errors/config-error.js';

/** What is encrypted: nonce, ciphertext and tag of AES-256-GCM, each in base64. */
export interface Sealed {
  readonly nonce: string;
  readonly data: string;
  readonly tag: string;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const HEX = /^[0-9A-Fa-f]{64}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/;

/** The forms that a key may have, for messages. */
export const KEY_FORMS = '32 bytes as base64, base64url or 64 hexadecimal digits';

/** A key of 256 bits and what it is for. `inspect` and JSON show its id alone. */
export class SealingKey {
  /** Tells keys apart; says nothing of the key. */
  readonly id: string;
  readonly #bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const hash = createHash('sha256').update('lp-functions-toolbelt key id\n').update(bytes);
    this.id = hash.digest('hex').slice(0, 16);
  }

  static random(): SealingKey {
    return new SealingKey(randomBytes(KEY_BYTES));
  }

  /** @returns undefined for what is not a key of 32 bytes in one of the {@link KEY_FORMS}. */
  static from(key: unknown): SealingKey | undefined {
    const bytes = bytesOf(key);
    return bytes?.length === KEY_BYTES ? new SealingKey(bytes) : undefined;
  }

  /** The key itself, to be written into a key file. */
  reveal(): string {
    return this.#bytes.toString('base64url');
  }

  /** Encrypts under a fresh nonce. */
  seal(text: string, context: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#bytes, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return {
      nonce: nonce.toString('base64'),
      data: data.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
    };
  }

  /** @returns The text; undefined when it, its context or the key is not what it was sealed with. */
  open(sealed: Sealed, context: string): string | undefined {
    const nonce = Buffer.from(sealed.nonce, 'base64');
    const tag = Buffer.from(sealed.tag, 'base64');
    if (nonce.length !== NONCE_BYTES || tag.length !== TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, this.#bytes, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    const text = decipher.update(sealed.data, 'base64', 'utf8');
    try {
      return text + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}

/** @throws {ConfigError} for what is no key; it is not repeated. */
export function checkedKey(key: unknown, origin: string): SealingKey {
  const checked = SealingKey.from(key);
  if (checked !== undefined) return checked;
  throw new ConfigError(
    'key',
    `${origin} must be ${KEY_FORMS}; make one with "openssl rand -base64 32". A passphrase is no key`,
  );
}

function bytesOf(key: unknown): Buffer | undefined {
  if (key instanceof Uint8Array) return Buffer.from(key);
  if (typeof key !== 'string') return undefined;
  const text = key.trim();
  if (HEX.test(text)) return Buffer.from(text, 'hex');
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
