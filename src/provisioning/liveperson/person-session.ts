import type { Clock } from '../../config/clock.js';
import { AuthError } from '../../errors/auth-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import type { Authorization, Authorizer } from '../../http/authorizer.js';
import type { Cancellation } from '../../http/cancellation.js';
import { isJsonObject } from '../../http/json.js';
import type { Redactor } from '../../http/redact.js';
import { type Lease, Renewable } from '../../http/renewable.js';
import type { AdminLogin, AdminSession } from './admin-session.js';
import type { PlatformHttp } from './http.js';
import { expectObject, expectSuccess, unexpectedBody } from './reply.js';
import type { PlatformReply, PlatformRequest } from './request.js';

/** Who the person is, as far as it is known. */
export interface Person {
  readonly userId?: string | undefined;
  /** What the login answer says; undefined without a login. */
  readonly login?: { readonly isAdmin: boolean; readonly isLPA: boolean } | undefined;
  readonly idToken?: string | undefined;
}

/** Whose calls these are; as an authorizer, for calls that are made elsewhere. */
export interface PersonSession extends Authorizer {
  /** @throws {AuthError} when the session is over and cannot be renewed. */
  send(request: PlatformRequest): Promise<PlatformReply>;
  person(signal: AbortSignal | undefined): Promise<Person>;
}

/** A session that was opened elsewhere. Once a server has refused its bearer it is not sent again. */
export class GivenSession implements PersonSession {
  readonly #http: PlatformHttp;
  readonly #session: AdminSession;
  #isOver = false;

  constructor(http: PlatformHttp, redactor: Redactor, session: AdminSession) {
    this.#http = http;
    this.#session = { ...session };
    redactor.hold([session.bearer, session.idToken]);
  }

  send(request: PlatformRequest): Promise<PlatformReply> {
    return this.#http.send(request, this);
  }

  async person(): Promise<Person> {
    const { userId, idToken } = this.#session;
    return { userId, idToken };
  }

  async authorization(): Promise<Authorization> {
    if (this.#isOver) {
      throw refusal(
        'The session is over: its bearer was refused (401). Sign in again and give the new bearer.',
        401,
      );
    }
    return bearerOf(this.#session.bearer, () => {
      this.#isOver = true;
    });
  }
}

/** A bearer that is refused so soon after its login would be refused after the next one, too. */
const FRESH_MS = 60_000;
const TOO_MANY_REQUESTS = 429;

interface LoggedIn {
  readonly bearer: string;
  /** Monotonic milliseconds. */
  readonly openedAt: number;
  readonly person: Person;
}

/**
 * A session that is opened with a password, and once more when it is over. Too many failures block a user: a password
 * that was refused, whatever the status, is not sent again, nor is one whose bearer is refused right away.
 *
 * @experimental The login API is documented for a site's own people; LivePerson's documentation asks other
 * programs not to handle passwords.
 */
export class LoginSession implements PersonSession {
  readonly #http: PlatformHttp;
  readonly #redactor: Redactor;
  readonly #clock: Clock;
  readonly #login: AdminLogin;
  readonly #session: Renewable<LoggedIn>;
  #refusal: Error | undefined;

  constructor(http: PlatformHttp, redactor: Redactor, clock: Clock, login: AdminLogin) {
    this.#http = http;
    this.#clock = clock;
    this.#redactor = redactor;
    this.#login = { ...login };
    this.#session = new Renewable(() => this.#logIn(), clock);
    redactor.hold(login.password);
  }

  async send(request: PlatformRequest): Promise<PlatformReply> {
    const reply = await this.#http.send(request, this);
    if (reply.status === 401 && this.#refusal !== undefined) throw this.#refusal;
    return reply;
  }

  async person(signal: AbortSignal | undefined): Promise<Person> {
    return (await this.#session.get(signal)).person;
  }

  async authorization({
    cancellation,
  }: {
    cancellation?: Cancellation | undefined;
  } = {}): Promise<Authorization> {
    const kept = await this.#session.get(cancellation);
    return bearerOf(kept.bearer, () => this.#rejected(kept));
  }

  #rejected(session: LoggedIn): void {
    if (this.#clock.elapsed() - session.openedAt < FRESH_MS) {
      this.#refusal ??= refusal(
        'The session was refused (401) right after its login. The password is not sent again. Check the account of the user.',
        401,
      );
    }
    this.#session.invalidate(session);
  }

  async #logIn(): Promise<Lease<LoggedIn>> {
    if (this.#refusal !== undefined) throw this.#refusal;
    const { username, password } = this.#login;
    const reply = await this.#http.send({
      service: 'agentVep',
      operation: 'login',
      method: 'POST',
      path: '/api/account/{accountId}/login',
      query: { v: '1.3' },
      json: { username, password },
    });
    // Too many requests: nobody has looked at the password.
    if (reply.status === TOO_MANY_REQUESTS) expectSuccess(reply);
    const value = this.#judge(reply);
    // How long it lives the servers tell with a 401.
    return { value, renewAt: Number.POSITIVE_INFINITY, usableUntil: Number.POSITIVE_INFINITY };
  }

  #judge(reply: PlatformReply): LoggedIn {
    try {
      if (reply.status >= 400) throw loginRefusal(reply);
      return this.#readLogin(reply);
    } catch (error) {
      this.#refusal = error as Error;
      throw error;
    }
  }

  #readLogin(reply: PlatformReply): LoggedIn {
    const { bearer, config } = expectObject(reply);
    if (typeof bearer !== 'string' || bearer === '' || !isJsonObject(config)) {
      throw unexpectedBody(reply, 'a login answer with "bearer" and "config"');
    }
    this.#redactor.hold(bearer);
    const { userId, isAdmin, isLPA } = config;
    const isId = typeof userId === 'string' || typeof userId === 'number';
    return {
      bearer,
      openedAt: this.#clock.elapsed(),
      person: {
        userId: isId ? String(userId) : undefined,
        login: { isAdmin: isAdmin === true, isLPA: isLPA === true },
      },
    };
  }
}

function bearerOf(bearer: string, rejected: () => void): Authorization {
  return { kind: 'bearer', header: () => `Bearer ${bearer}`, rejected };
}

function loginRefusal({ status, said, requestId }: PlatformReply): AuthError {
  const words = said?.words ? ` (${said.words})` : '';
  const why =
    status === 401
      ? ': the user name or the password is wrong'
      : '. The password is not sent again, since too many failures block a user';
  const advice = 'Sign in to Conversational Cloud to see whether it works there, then start anew';
  return refusal(
    `The login was refused with status ${status}${words}${why}. ${advice}. Request id ${requestId}.`,
    // A 5xx would ask to be repeated, and there is nothing to repeat.
    status < 500 ? status : undefined,
  );
}

function refusal(message: string, status: number | undefined): AuthError {
  return new AuthError('Provisioning', ErrorCodes.Provisioning.Failed, message, { status });
}
