import type { Clock } from '../../config/clock.js';
import { AuthError } from '../../errors/auth-error.js';
import { ErrorCodes } from '../../errors/error-codes.js';
import type { Authorization, Authorizer } from '../../http/authorizer.js';
import type { Cancellation } from '../../http/cancellation.js';
import { isJsonObject } from '../../http/json.js';
import type { Redactor } from '../../http/redact.js';
import { type Lease, Renewable } from '../../http/renewable.js';
import type { AdminLogin, AdminSession } from './admin-session.js';
import type { PlatformHttp, PlatformReply, PlatformRequest } from './http.js';
import { expectObject, unexpectedBody } from './reply.js';

/** Who the person is, as far as it is known. */
export interface Person {
  readonly userId?: string | undefined;
  /** What the login answer says; undefined without a login. */
  readonly login?: { readonly isAdmin: boolean; readonly isLPA: boolean } | undefined;
  readonly idToken?: string | undefined;
}

/** Whose calls these are. */
export interface PersonSession {
  /** @throws {AuthError} when the session is over and cannot be renewed. */
  send(request: PlatformRequest): Promise<PlatformReply>;
  person(signal: AbortSignal | undefined): Promise<Person>;
}

/** A session that was opened elsewhere. Once a server has refused its bearer it is not sent again. */
export class GivenSession implements PersonSession, Authorizer {
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
      );
    }
    return bearerOf(this.#session.bearer, () => {
      this.#isOver = true;
    });
  }
}

interface LoggedIn {
  readonly bearer: string;
  readonly person: Person;
}

/**
 * A session that is opened with a password, and once more when it is over.
 *
 * @experimental The login API is documented for a site's own people; LivePerson's documentation asks other
 * programs not to handle passwords.
 */
export class LoginSession implements PersonSession, Authorizer {
  readonly #http: PlatformHttp;
  readonly #redactor: Redactor;
  readonly #login: AdminLogin;
  readonly #session: Renewable<LoggedIn>;
  #refusal: AuthError | undefined;

  constructor(http: PlatformHttp, redactor: Redactor, clock: Clock, login: AdminLogin) {
    this.#http = http;
    this.#redactor = redactor;
    this.#login = { ...login };
    this.#session = new Renewable(() => this.#logIn(), clock);
    redactor.hold(login.password);
  }

  async send(request: PlatformRequest): Promise<PlatformReply> {
    const reply = await this.#http.send(request, this);
    if (reply.status !== 401) return reply;
    throw refusal(
      `${request.operation} was refused (401) right after a login. Check the account of the user.`,
    );
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
    return bearerOf(kept.bearer, () => this.#session.invalidate(kept));
  }

  async #logIn(): Promise<Lease<LoggedIn>> {
    // The same password again would be refused again, and too many failures block a user.
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
    if (reply.status === 401) {
      this.#refusal = refusal('The login was refused (401): the user name or the password is wrong.');
      throw this.#refusal;
    }
    const value = this.#readLogin(reply);
    // How long it lives the servers tell with a 401.
    return { value, renewAt: Number.POSITIVE_INFINITY, usableUntil: Number.POSITIVE_INFINITY };
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

function refusal(message: string): AuthError {
  return new AuthError('Provisioning', ErrorCodes.Provisioning.Failed, message, { status: 401 });
}
