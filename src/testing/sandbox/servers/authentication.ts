import { type AccountState, isDefaultInstallation } from '../account-state.js';
import { authorizationOf, bearerOf, mediaType, type SandboxRequest } from '../exchange.js';
import { OAuth1Judge } from './oauth1-judge.js';
import type { ReceivedRequest } from './oauth1-signature.js';
import { mayUse } from './people-privileges.js';
import type { TokenIssuer } from './token-issuer.js';

/** Scope words that are documented, and the row of the privilege table that each opens. */
const ROW_OF_SCOPE: Readonly<Record<string, string>> = {
  'users.external': 'users',
  'data.services.enghist': 'engagementHistory',
  'faas.lambda.invoke': 'functions',
};

/** Editors of keys put this API under the permission for that row (documented for V1). */
const ROW_OF_API: Readonly<Record<string, string>> = { messagingInteractions: 'engagementHistory' };

/** Which rows of the privilege table, and APIs that go with one, a request may use. */
export interface Grant {
  allows(apiId: string): boolean;
}

/** Checks the credential of requests to the API services, as LivePerson would. */
export class Authentication {
  readonly #state: AccountState;
  readonly #issuer: TokenIssuer;
  readonly #oauth1: OAuth1Judge;

  constructor(state: AccountState, issuer: TokenIssuer) {
    this.#state = state;
    this.#issuer = issuer;
    this.#oauth1 = new OAuth1Judge(state.clock);
  }

  /** What the credential grants, or why it is refused. */
  async check(request: SandboxRequest): Promise<Grant | string> {
    if (request.headers.authorization === undefined) return 'The Authorization header is missing';
    const bearer = bearerOf(request);
    if (bearer !== undefined) return this.#checkBearer(bearer, request);
    const { scheme, credential } = authorizationOf(request);
    if (scheme === 'oauth') return this.#checkOAuth1(credential, request);
    return 'The authorization scheme must be Bearer or OAuth';
  }

  async #checkBearer(token: string, request: SandboxRequest): Promise<Grant | string> {
    const session = this.#state.sessions.of(token);
    if (session !== undefined && this.#accountOf(request) === this.#state.accountId) {
      return { allows: (apiId) => mayUse(session.user, apiId) };
    }
    const claims = await this.#issuer.verify(token, this.#accountOf(request));
    if (claims === undefined) return 'The access token is expired or invalid';
    const installation = this.#state.issuedTo(String(claims.azp));
    if (installation === undefined) return 'The access token names no known application';
    if (isDefaultInstallation(installation)) return { allows: () => true };
    const rows = new Set(
      String(claims.scope ?? '')
        .split(' ')
        .map((word) => ROW_OF_SCOPE[word]),
    );
    return { allows: (apiId) => rows.has(ROW_OF_API[apiId] ?? apiId) };
  }

  /** Some paths name no account: there the credential has to be good for the account of the sandbox. */
  #accountOf(request: SandboxRequest): string {
    return request.params.accountId ?? this.#state.accountId;
  }

  #checkOAuth1(fields: string, request: SandboxRequest): Grant | string {
    const isOfAccount = this.#accountOf(request) === this.#state.accountId;
    const key = isOfAccount ? this.#state.appKey : undefined;
    const problem = this.#oauth1.problem(received(request), fields, key);
    if (problem !== undefined) return problem;
    // The default app key of V1 held the 18 Read rows; invocation by OAuth 1.0 is not offered to customers.
    return { allows: (apiId) => apiId !== 'functions' };
  }
}

function received({ method, url, headers, target, body }: SandboxRequest): ReceivedRequest {
  return {
    method,
    scheme: url.protocol === 'http:' ? 'http' : 'https',
    host: headers.host ?? '',
    target,
    form: mediaType(headers) === 'application/x-www-form-urlencoded' ? body : undefined,
  };
}
