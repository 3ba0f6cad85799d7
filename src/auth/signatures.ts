import type { Authorization } from '../http/authorizer.js';
import type { Engine } from '../http/engine.js';
import { keptOr } from '../http/kept.js';
import type { SecretCache } from '../secrets/secret-cache.js';
import type { SecretRecord } from '../secrets/secret-store.js';
import { RENEWAL_PAUSE_MS } from './credentials.js';
import { freshNonce, type OAuth1Credential, OAuth1Signer } from './oauth1.js';

export interface SignatureParts {
  readonly engine: Engine;
  readonly secrets: SecretCache;
  /** Tells of a danger, once for each code. */
  readonly warn: (code: string, message: string) => void;
}

/** Authorises with signatures of OAuth 1.0a, as one secret has the key for them. */
export class Signatures {
  readonly #parts: SignatureParts;
  readonly #kept = new WeakMap<SecretRecord, Authorization>();
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SignatureParts) {
    this.#parts = parts;
  }

  /** The same object as long as the secret is the same. */
  of(record: SecretRecord, credential: OAuth1Credential): Authorization {
    return keptOr(this.#kept, record, () => {
      const signer = new OAuth1Signer(credential);
      const text = warning(record.key);
      return {
        kind: 'oauth1',
        header: (request) => {
          this.#parts.warn('LP_OAUTH1', text);
          const timestamp = Math.floor(this.#parts.engine.clock.now() / 1000);
          return signer.authorization(request, { nonce: freshNonce(), timestamp });
        },
        rejected: () => this.#reject(record),
      };
    });
  }

  #reject(record: SecretRecord): void {
    const now = this.#parts.engine.clock.elapsed();
    if (now - this.#refusedAt < RENEWAL_PAUSE_MS) return;
    this.#refusedAt = now;
    this.#parts.secrets.invalidate(record);
  }
}

function warning(secretName: string): string {
  return `Secret ${secretName} is an OAuth 1.0a app key: their support ended on 31 May 2026. Provision the account again for an OAuth 2.0 credential.`;
}
