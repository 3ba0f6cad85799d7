import { createHash } from 'node:crypto';
import type { Clock } from '../config/clock.js';
import { AuthError } from '../errors/auth-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { SecretError } from '../errors/secret-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Authorization, Authorizer } from '../http/authorizer.js';
import type { Cancellation } from '../http/cancellation.js';
import type { HostResolver } from '../http/host-resolver.js';
import { keptOr } from '../http/kept.js';
import { LimitedCache } from '../http/limited-cache.js';
import { Renewable } from '../http/renewable.js';
import type { SecretCache } from '../secrets/secret-cache.js';
import { DEFAULT_APP_KEY_NAME, isSystemSecretName, SYSTEM_NAMES_OF_V1 } from '../secrets/secret-rules.js';
import type { SecretRecord } from '../secrets/secret-store.js';
import { type Credential, type OAuth2Credential, parseCredential, RENEWAL_PAUSE_MS } from './credentials.js';
import { type AccessToken, requestToken, type TokenParts } from './oauth2.js';
import { type SignatureParts, Signatures } from './signatures.js';

export interface AuthorizerParts extends TokenParts, SignatureParts {
  readonly secrets: SecretCache;
  readonly hosts: HostResolver;
}

interface AuthorizationOptions {
  readonly cancellation?: Cancellation | undefined;
}

/** Authorises with the secrets of one account; tokens are shared by all who use the same credential. */
export class AccountAuthorizers {
  readonly #parts: AuthorizerParts;
  readonly #tokens = new LimitedCache<ClientToken>(100);
  readonly #authorizers = new LimitedCache<SecretAuthorizer>(100);

  constructor(parts: AuthorizerParts) {
    this.#parts = parts;
  }

  /** The authorizer of one secret. */
  with(secretName: string): Authorizer {
    return this.#authorizer(secretName);
  }

  /** What the secret authorises with, without asking for a token. */
  async kindOf(secretName: string, { cancellation }: AuthorizationOptions = {}): Promise<Credential['kind']> {
    return (await this.#authorizer(secretName).read(cancellation)).credential.kind;
  }

  #authorizer(secretName: string): SecretAuthorizer {
    const tokenOf: TokenOf = (host, credential) => this.#token(host, credential);
    return keptOr<string, SecretAuthorizer>(
      this.#authorizers,
      secretName,
      () => new SecretAuthorizer(secretName, this.#parts, tokenOf),
    );
  }

  #token(sentinelHost: string, credential: OAuth2Credential): ClientToken {
    const { engine, hosts } = this.#parts;
    return keptOr<string, ClientToken>(
      this.#tokens,
      this.#tokenKey(sentinelHost, credential),
      () => new ClientToken(() => requestToken(this.#parts, hosts, credential), engine.clock),
    );
  }

  /** All that the identity of a token depends on. The secret itself is no key, so that no dump shows it. */
  #tokenKey(sentinelHost: string, credential: OAuth2Credential): string {
    const digest = createHash('sha256').update(credential.clientSecret).digest('base64');
    return JSON.stringify([this.#parts.accountId, sentinelHost, credential.clientId, digest]);
  }
}

/** The access token of one client at one sentinel. */
class ClientToken extends Renewable<AccessToken> {
  readonly #clock: Clock;
  #refusedAt = Number.NEGATIVE_INFINITY;

  constructor(fetch: ConstructorParameters<typeof Renewable<AccessToken>>[0], clock: Clock) {
    super(fetch, clock);
    this.#clock = clock;
  }

  /**
   * Gives up a token that a server refused.
   * @returns false when it has been replaced already, or another one was given up a moment ago.
   */
  refuse(token: AccessToken): boolean {
    const now = this.#clock.elapsed();
    if (now - this.#refusedAt < RENEWAL_PAUSE_MS || !this.invalidate(token)) return false;
    this.#refusedAt = now;
    return true;
  }
}

type TokenOf = (sentinelHost: string, credential: OAuth2Credential) => ClientToken;

/** A secret, and the credential that its value is. */
interface Read {
  readonly record: SecretRecord;
  readonly credential: Credential;
}

/** An access token, as one secret came by it. */
interface Bearer {
  readonly record: SecretRecord;
  readonly token: AccessToken;
  readonly authorization: Authorization;
}

class SecretAuthorizer implements Authorizer {
  readonly #secretName: string;
  readonly #parts: AuthorizerParts;
  readonly #tokenOf: TokenOf;
  readonly #reads = new WeakMap<SecretRecord, Read>();
  readonly #signatures: Signatures;
  /** Spares each call the hash that finds the token among those of all secrets. */
  #known:
    | { readonly sentinel: string; readonly credential: OAuth2Credential; readonly token: ClientToken }
    | undefined;
  #bearer: Bearer | undefined;

  constructor(secretName: string, parts: AuthorizerParts, tokenOf: TokenOf) {
    this.#secretName = secretName;
    this.#parts = parts;
    this.#tokenOf = tokenOf;
    this.#signatures = new Signatures(parts);
  }

  authorization({ cancellation }: AuthorizationOptions = {}): Authorization | Promise<Authorization> {
    return this.#ready() ?? this.#prepare(cancellation);
  }

  /** The secret, read when it is not at hand. */
  async read(cancellation: Cancellation | undefined): Promise<Read> {
    const { secrets, engine } = this.#parts;
    try {
      const record = secrets.peek(this.#secretName) ?? (await secrets.get(this.#secretName, cancellation));
      return this.#reads.get(record) ?? this.#parse(record);
    } catch (error) {
      if (cancellation?.aborted) throw error;
      if (isMissing(error)) throw await this.#withSecretOfV1(error, cancellation);
      if (error instanceof ToolBeltError) throw error;
      throw new AuthError(
        'LpClient',
        ErrorCodes.LpClient.Creds.Failure,
        `Secret "${this.#secretName}" could not be read`,
        { cause: engine.redactor.cause(error) },
      );
    }
  }

  /**
   * The default key is not there, but perhaps that of Functions V1 is. It is not taken by itself: it may grant something
   * else, and nobody renews it.
   */
  async #withSecretOfV1(missing: SecretError, cancellation: Cancellation | undefined): Promise<SecretError> {
    const key = this.#secretName;
    if (key !== DEFAULT_APP_KEY_NAME) return missing;
    for (const name of SYSTEM_NAMES_OF_V1) {
      const found = await this.#parts.secrets.get(name, cancellation).catch(() => undefined);
      if (found === undefined) continue;
      const hint = `There is one of Functions V1, not taken by itself: pass appKeySecretName: '${name}', or provision the account`;
      return new SecretError(ErrorCodes.Secret.NotFound, key, `${missing.message}. ${hint}`);
    }
    return missing;
  }

  /** What nothing has to be waited for. */
  #ready(): Authorization | undefined {
    const record = this.#parts.secrets.peek(this.#secretName);
    const read = record && this.#reads.get(record);
    if (read === undefined) return undefined;
    if (read.credential.kind === 'oauth1') return this.#signatures.of(read.record, read.credential);
    const token = this.#known?.credential === read.credential ? this.#known.token : undefined;
    // Where sentinel is has to be asked all the same: it may have moved.
    const sentinel = this.#parts.hosts.host('sentinel');
    if (typeof sentinel !== 'string') {
      sentinel.catch(() => undefined);
      return undefined;
    }
    const value = sentinel === this.#known?.sentinel ? token?.peek() : undefined;
    return token && value && this.#bearerOf(read.record, token, value);
  }

  async #prepare(cancellation: Cancellation | undefined): Promise<Authorization> {
    const { record, credential } = await this.read(cancellation);
    if (credential.kind === 'oauth1') return this.#signatures.of(record, credential);
    try {
      return await this.#askForBearer(record, credential, cancellation);
    } catch (error) {
      if (!(error instanceof AuthError) || error.oauthError !== 'invalid_client') throw error;
      return this.#askWithReplacedSecret({ record, credential }, error, cancellation);
    }
  }

  async #askForBearer(
    record: SecretRecord,
    credential: OAuth2Credential,
    cancellation: Cancellation | undefined,
  ): Promise<Authorization> {
    const sentinel = await this.#parts.hosts.host('sentinel', { cancellation });
    const token = this.#tokenOf(sentinel, credential);
    this.#known = { sentinel, credential, token };
    return this.#bearerOf(record, token, token.peek() ?? (await token.get(cancellation)));
  }

  /** Sentinel refused the client: the secret may have been replaced since it was read. */
  async #askWithReplacedSecret(
    refused: Read,
    error: AuthError,
    cancellation: Cancellation | undefined,
  ): Promise<Authorization> {
    this.#parts.secrets.invalidate(refused.record);
    const { record, credential } = await this.read(cancellation);
    if (credential.kind !== 'oauth2' || sameClient(credential, refused.credential)) throw error;
    return this.#askForBearer(record, credential, cancellation);
  }

  /** The same object as long as secret and token are the same. */
  #bearerOf(record: SecretRecord, token: ClientToken, value: AccessToken): Authorization {
    if (this.#bearer?.token !== value || this.#bearer.record !== record) {
      const rejected = () => {
        // Only the first of many rejections gets here: the others find a newer token, or none yet.
        if (token.refuse(value)) this.#parts.secrets.expire(this.#secretName);
      };
      const authorization = { kind: 'oauth2', header: () => value.authorization, rejected } as const;
      this.#bearer = { record, token: value, authorization };
    }
    return this.#bearer.authorization;
  }

  /** Once for each record that was read: later calls find what is kept here. */
  #parse(record: SecretRecord): Read {
    checkAccount(record, this.#parts.accountId);
    const credential = parseCredential(record.value, this.#secretName);
    const { kind: _, ...held } = credential;
    this.#parts.engine.redactor.hold(held);
    if (SYSTEM_NAMES_OF_V1.includes(this.#secretName)) {
      this.#parts.warn('LP_SECRET_OF_V1', nameOfV1Warning(this.#secretName));
    }
    const read = { record, credential };
    this.#reads.set(record, read);
    return read;
  }
}

function isMissing(error: unknown): error is SecretError {
  return error instanceof SecretError && error.code === ErrorCodes.Secret.NotFound;
}

/**
 * A system secret is made for one account. That of another one works, at LivePerson, on the data of the other.
 *
 * @throws {AuthError} naming both accounts. A record that names none is taken, and so is a secret of the user.
 */
function checkAccount({ key, managedBy, accountId }: SecretRecord, ours: string): void {
  if (accountId === undefined || accountId === ours) return;
  if (managedBy !== 'system' && !isSystemSecretName(key)) return;
  throw new AuthError(
    'LpClient',
    ErrorCodes.LpClient.Creds.Failure,
    `Secret "${key}" is the system secret of account ${accountId}, not of ${ours}. Give each account a store (LP_SECRET_STORE), or correct accountId (X_LIVEPERSON_BRAND_ID). Nothing was sent`,
  );
}

function sameClient(a: OAuth2Credential, b: Credential): boolean {
  return b.kind === 'oauth2' && a.clientId === b.clientId && a.clientSecret === b.clientSecret;
}

function nameOfV1Warning(secretName: string): string {
  return `Calls are authorised with ${secretName}, a system secret of Functions V1. Provision the account, and leave appKeySecretName out.`;
}
