import { readFile } from 'node:fs/promises';
import type { Clock } from '../../../config/clock.js';
import { ErrorCodes } from '../../../errors/error-codes.js';
import { SecretError } from '../../../errors/secret-error.js';
import type { Redactor } from '../../../http/redact.js';
import { type Lease, Renewable } from '../../../http/renewable.js';
import type { VaultCredential } from './credentials.js';
import { refusalError, wordsOf } from './errors.js';
import { startCall, type VaultAnswer, type VaultCall, type VaultHttp, type VaultRequest } from './http.js';

/** Renewed in the last third of its life, as Vault's own clients do. */
const RENEWAL_SHARE = 2 / 3;
/**
 * What is known of a given token is asked for only when it is used for so long: the question is one of the uses that the
 * token may have few of. In milliseconds.
 */
const LOOKUP_DELAY_MS = 30_000;

/** A token at work. */
export interface VaultToken {
  readonly text: string;
  /** Whether it has a number of uses, which are kept for what they are needed for. */
  readonly isLimited: boolean;
}

/** A token with its life, in milliseconds of the clock. */
interface LiveToken extends VaultToken {
  readonly renewable: boolean;
  readonly lifeMs: number;
  readonly renewAt: number;
  readonly expiresAt: number;
}

export interface VaultAuthParts {
  readonly http: VaultHttp;
  readonly credential: VaultCredential;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Milliseconds for a login or renewal, with its repetitions. */
  readonly deadlineMs: number;
}

/**
 * Keeps a token: renews it in time, and logs in when there is none, or it cannot be renewed. Everybody who asks
 * at the same time shares one login.
 */
export class VaultAuth {
  readonly #parts: VaultAuthParts;
  readonly #tokens: Renewable<LiveToken>;
  #last: LiveToken | undefined;

  constructor(parts: VaultAuthParts) {
    this.#parts = parts;
    this.#tokens = new Renewable(() => this.#lease(), parts.clock);
  }

  /** @throws {SecretError} `secret.auth-failed` when the login is refused. */
  token(signal: AbortSignal | undefined): Promise<VaultToken> {
    return this.#tokens.get(signal);
  }

  /**
   * To be asked after a 403, which Vault gives for a dead token and for a missing capability alike. Whether
   * a token is dead, `lookup-self` tells: every token of the default policy may ask it.
   *
   * @returns Whether another login may help; the token is dropped then.
   */
  async isDead(token: VaultToken, call: VaultCall): Promise<boolean> {
    if (this.#parts.credential.method === 'token') return false;
    const looked = await this.#parts.http.send({ ...LOOKUP, token: token.text }, call);
    if (looked.status !== 403) return false;
    if (this.#last === token) {
      this.#tokens.invalidate(this.#last);
      this.#last = undefined;
    }
    return true;
  }

  async #lease(): Promise<Lease<LiveToken>> {
    const call = startCall('', this.#parts.deadlineMs);
    const token = (await this.#renewed(call)) ?? (await this.#loggedIn(call));
    this.#last = token;
    return { value: token, renewAt: token.renewAt, usableUntil: token.expiresAt };
  }

  /** @returns undefined when there is nothing to renew, or too little left of it. */
  async #renewed(call: VaultCall): Promise<LiveToken | undefined> {
    const { http, clock, credential } = this.#parts;
    const last = this.#last;
    if (last === undefined || !last.renewable || clock.now() >= last.expiresAt) return undefined;
    const askedAt = clock.now();
    const answer = await http.send(
      { method: 'POST', path: 'auth/token/renew-self', token: last.text, body: {} },
      call,
    );
    const life = answer.status === 200 ? lifeOf(answer.body?.auth) : undefined;
    // Near its maximal life a token gets ever shorter leases: a login is due, where one is possible.
    const isShort = life !== undefined && life.lifeMs < last.lifeMs / 2;
    if (life === undefined || (isShort && credential.method !== 'token')) return undefined;
    return live(last.text, life, askedAt, last.lifeMs);
  }

  async #loggedIn(call: VaultCall): Promise<LiveToken> {
    const { http, credential, clock, redactor } = this.#parts;
    if (credential.method === 'token') {
      const isFirst = this.#last === undefined;
      return isFirst ? unseen(credential.token, clock.now()) : this.#given(credential.token, call);
    }
    const body = await loginBody(credential, redactor);
    const askedAt = clock.now();
    const answer = await http.send({ method: 'POST', path: credential.path, body }, call);
    const auth = answer.body?.auth as { client_token?: unknown } | undefined;
    const life = answer.status === 200 ? lifeOf(auth) : undefined;
    if (life === undefined || typeof auth?.client_token !== 'string') {
      throw loginRefused(credential.path, answer, redactor);
    }
    redactor.hold(auth.client_token);
    return live(auth.client_token, life, askedAt);
  }

  /** The life of a token is known to Vault only. */
  async #given(token: string, call: VaultCall): Promise<LiveToken> {
    const { http, clock, redactor } = this.#parts;
    const askedAt = clock.now();
    const answer = await http.send({ ...LOOKUP, token }, call);
    const life = answer.status === 200 ? lifeOf(answer.body?.data) : undefined;
    if (life !== undefined) return live(token, life, askedAt);
    if (answer.status !== 403) {
      throw refusalError('', answer, { path: LOOKUP.path, capability: 'read' }, redactor);
    }
    // Dead, or without the default policy: the first request with it tells.
    return live(token, ENDLESS, askedAt);
  }
}

const LOOKUP = Object.freeze({ method: 'GET', path: 'auth/token/lookup-self' } satisfies VaultRequest);

interface Life {
  /** What is left of it. */
  readonly lifeMs: number;
  /** What it was at first, where that is told. */
  readonly fullMs?: number;
  readonly renewable: boolean;
  readonly isLimited: boolean;
}

const ENDLESS: Life = Object.freeze({
  lifeMs: Number.POSITIVE_INFINITY,
  renewable: false,
  isLimited: false,
});

/** Of the answer to a login or renewal (`lease_duration`), or to a look-up (`ttl`). 0 means for ever. */
function lifeOf(answer: unknown): Life | undefined {
  const fields = (answer ?? {}) as Record<string, unknown>;
  const seconds = fields.ttl ?? fields.lease_duration;
  if (typeof seconds !== 'number' || seconds < 0) return undefined;
  // A look-up gives 0 as well for the last second of a token that ends.
  const endless = seconds === 0 && typeof fields.expire_time !== 'string';
  const isLimited = typeof fields.num_uses === 'number' && fields.num_uses > 0;
  return {
    lifeMs: endless ? Number.POSITIVE_INFINITY : seconds * 1000,
    ...(typeof fields.creation_ttl === 'number' && { fullMs: fields.creation_ttl * 1000 }),
    // A renewal is a use as well.
    renewable: fields.renewable === true && !isLimited,
    isLimited,
  };
}

/** @param fullMs Life of the first lease, which later ones are compared with. */
function live(text: string, life: Life, askedAt: number, fullMs = life.fullMs ?? life.lifeMs): LiveToken {
  const whole = Math.max(life.lifeMs, fullMs);
  const expiresAt = askedAt + life.lifeMs;
  return {
    text,
    renewable: life.renewable,
    isLimited: life.isLimited,
    lifeMs: whole,
    // A token that cannot be renewed is used to its end, less what a request may take.
    renewAt: life.lifeMs === Number.POSITIVE_INFINITY ? expiresAt : expiresAt - whole * (1 - RENEWAL_SHARE),
    expiresAt,
  };
}

/** A given token of which nothing is known yet. */
function unseen(text: string, now: number): LiveToken {
  return { ...live(text, ENDLESS, now), renewAt: now + LOOKUP_DELAY_MS };
}

async function loginBody(
  credential: Exclude<VaultCredential, { method: 'token' }>,
  redactor: Redactor,
): Promise<Record<string, unknown>> {
  if (credential.method === 'approle') {
    const { roleId, secretId } = credential;
    return { role_id: roleId, ...(secretId !== undefined && { secret_id: secretId }) };
  }
  const jwt = await readJwt(credential.jwtFile);
  redactor.hold(jwt);
  return { role: credential.role, jwt };
}

async function readJwt(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const { code = 'unreadable' } = error as { code?: string };
    throw new SecretError(
      ErrorCodes.Secret.AuthFailure,
      '',
      `The token of the service account cannot be read from ${path}: ${code}. Run in a pod, or set jwtFile (VAULT_KUBERNETES_JWT_FILE)`,
    );
  }
}

function loginRefused(path: string, answer: VaultAnswer, redactor: Redactor): SecretError {
  // 400 and 403 judge the credential; the rest says that Vault could not.
  if (answer.status === 400 || answer.status === 403) {
    return new SecretError(
      ErrorCodes.Secret.AuthFailure,
      '',
      `Vault refused the login at ${path}: check the role, its credential and the mount of the auth method${wordsOf(answer, redactor)}`,
    );
  }
  return refusalError('', answer, { path, capability: 'update' }, redactor);
}
