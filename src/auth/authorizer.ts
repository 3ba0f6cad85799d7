import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { AuthError } from '../errors/auth-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { AuthorizeOptions, AuthorizeRequest, Authorizer, CredentialKind } from '../http/authorizer.js';
import type { HostResolver } from '../http/host-resolver.js';
import { Renewable } from '../http/renewable.js';
import type { SecretCache } from '../secrets/secret-cache.js';
import type { SecretRecord } from '../secrets/secret-store.js';
import { type Credential, type OAuth2Credential, parseCredential } from './credentials.js';
import { freshNonce, type OAuth1Credential, oauth1Authorization } from './oauth1.js';
import { type AccessToken, requestToken, type TokenParts } from './oauth2.js';

/** How many signatures of the past can still be told to be ours when a server rejects them. */
const ISSUED_MAX = 1_000;

export interface AuthorizerParts extends TokenParts {
  readonly secrets: SecretCache;
  readonly hosts: HostResolver;
  /** Called when a signature of OAuth 1.0a is made, which LivePerson no longer supports. */
  readonly onOAuth1: (secretName: string) => void;
}

/** Authorises with the secrets of one account; tokens are shared by all who use the same credential. */
export class AccountAuthorizers {
  readonly #parts: AuthorizerParts;
  readonly #tokens = new LRUCache<string, Renewable<AccessToken>>({ max: 100 });
  readonly #authorizers = new LRUCache<string, SecretAuthorizer>({ max: 100 });

  constructor(parts: AuthorizerParts) {
    this.#parts = parts;
  }

  /** The authorizer of one secret. */
  with(secretName: string): Authorizer {
    const known = this.#authorizers.get(secretName);
    if (known !== undefined) return known;
    const made = new SecretAuthorizer(secretName, this.#parts, (host, credential) =>
      this.#token(host, credential),
    );
    this.#authorizers.set(secretName, made);
    return made;
  }

  #token(sentinelHost: string, credential: OAuth2Credential): Renewable<AccessToken> {
    const key = this.#tokenKey(sentinelHost, credential);
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const token = new Renewable(() => requestToken(this.#parts, sentinelHost, credential), this.#parts.clock);
    this.#tokens.set(key, token);
    return token;
  }

  /** All that the identity of a token depends on. The secret itself is no key, so that no dump shows it. */
  #tokenKey(sentinelHost: string, credential: OAuth2Credential): string {
    const digest = createHash('sha256').update(credential.clientSecret).digest('base64');
    return JSON.stringify([this.#parts.accountId, sentinelHost, credential.clientId, digest]);
  }
}

type TokenOf = (sentinelHost: string, credential: OAuth2Credential) => Renewable<AccessToken>;

/** The token of one credential at one sentinel. */
interface KnownToken {
  readonly sentinel: string;
  readonly kept: Renewable<AccessToken>;
}

/** What an `Authorization` header was made of. */
interface Issued {
  readonly record: SecretRecord;
  readonly token?: { readonly kept: Renewable<AccessToken>; readonly value: AccessToken };
}

class SecretAuthorizer implements Authorizer {
  readonly #secretName: string;
  readonly #parts: AuthorizerParts;
  readonly #tokenOf: TokenOf;
  readonly #credentials = new WeakMap<SecretRecord, Credential>();
  /** Spares each call the hash that finds the token among those of all secrets. */
  readonly #knownTokens = new WeakMap<OAuth2Credential, KnownToken>();
  readonly #issued = new LRUCache<string, Issued>({ max: ISSUED_MAX });

  constructor(secretName: string, parts: AuthorizerParts, tokenOf: TokenOf) {
    this.#secretName = secretName;
    this.#parts = parts;
    this.#tokenOf = tokenOf;
  }

  prepare(options: AuthorizeOptions): void {
    const { secrets } = this.#parts;
    // `authorize` asks again and sees the failure; here it would only be unhandled.
    if (secrets.peek(this.#secretName) === undefined) {
      secrets.get(this.#secretName, options.signal).catch(() => undefined);
    }
  }

  async credentialKind(options: AuthorizeOptions): Promise<CredentialKind> {
    return this.#credential(await this.#readSecret(options)).kind;
  }

  async authorize(request: AuthorizeRequest, options: AuthorizeOptions): Promise<string> {
    const record = await this.#readSecret(options);
    const credential = this.#credential(record);
    if (credential.kind === 'oauth1') return this.#sign(record, credential, request);
    try {
      return await this.#bearer(record, credential, options);
    } catch (error) {
      if (!(error instanceof AuthError) || error.oauthError !== 'invalid_client') throw error;
      return this.#bearerOfReplacedSecret(record, error, options);
    }
  }

  rejected(authorization: string): void {
    const issued = this.#issued.get(authorization);
    if (issued === undefined) return;
    this.#issued.delete(authorization);
    const { record, token } = issued;
    const { secrets } = this.#parts;
    if (token === undefined) {
      secrets.invalidate(record);
    } else if (token.kept.invalidate(token.value)) {
      // Only the first of many rejections gets here: the others find a newer token, or none yet.
      secrets.expire(this.#secretName);
    }
  }

  async #bearer(
    record: SecretRecord,
    credential: OAuth2Credential,
    options: AuthorizeOptions,
  ): Promise<string> {
    const sentinel = await this.#parts.hosts.host('sentinel', options);
    const kept = this.#keptToken(sentinel, credential);
    const value = kept.peek() ?? (await kept.get(options.signal));
    // A renewed token may have the text of the old one: a rejection means the latest.
    if (this.#issued.get(value.authorization)?.token?.value !== value) {
      this.#issued.set(value.authorization, { record, token: { kept, value } });
    }
    return value.authorization;
  }

  #keptToken(sentinel: string, credential: OAuth2Credential): Renewable<AccessToken> {
    const known = this.#knownTokens.get(credential);
    if (known?.sentinel === sentinel) return known.kept;
    const kept = this.#tokenOf(sentinel, credential);
    this.#knownTokens.set(credential, { sentinel, kept });
    return kept;
  }

  /** Sentinel refused the client: the secret may have been replaced since it was read. */
  async #bearerOfReplacedSecret(
    refused: SecretRecord,
    error: AuthError,
    options: AuthorizeOptions,
  ): Promise<string> {
    this.#parts.secrets.invalidate(refused);
    const record = await this.#readSecret(options);
    const credential = this.#credential(record);
    if (credential.kind !== 'oauth2' || sameClient(credential, this.#credential(refused))) throw error;
    return this.#bearer(record, credential, options);
  }

  #sign(record: SecretRecord, credential: OAuth1Credential, request: AuthorizeRequest): string {
    this.#parts.onOAuth1(this.#secretName);
    const timestamp = Math.floor(this.#parts.clock.now() / 1000);
    const authorization = oauth1Authorization(credential, request, { nonce: freshNonce(), timestamp });
    this.#issued.set(authorization, { record });
    return authorization;
  }

  #credential(record: SecretRecord): Credential {
    const known = this.#credentials.get(record);
    if (known !== undefined) return known;
    const credential = parseCredential(record.value, this.#secretName);
    const { kind: _, ...held } = credential;
    this.#parts.redactor.hold(held);
    this.#credentials.set(record, credential);
    return credential;
  }

  async #readSecret(options: AuthorizeOptions): Promise<SecretRecord> {
    const { secrets, redactor } = this.#parts;
    try {
      return secrets.peek(this.#secretName) ?? (await secrets.get(this.#secretName, options.signal));
    } catch (error) {
      if (options.signal?.aborted || error instanceof ToolBeltError) throw error;
      throw new AuthError(
        'LpClient',
        ErrorCodes.LpClient.Creds.Failure,
        `Secret "${this.#secretName}" could not be read`,
        { cause: redactor.cause(error) },
      );
    }
  }
}

function sameClient(a: OAuth2Credential, b: Credential): boolean {
  return b.kind === 'oauth2' && a.clientId === b.clientId && a.clientSecret === b.clientSecret;
}
