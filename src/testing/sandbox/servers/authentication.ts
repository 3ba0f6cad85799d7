import { type OAuth1Credential, oauth1Authorization } from '../../../auth/oauth1.js';
import { type AccountState, isDefaultInstallation } from '../account-state.js';
import type { SandboxRequest } from '../exchange.js';
import { mayUse } from './people-privileges.js';
import type { TokenIssuer } from './token-issuer.js';

/** Seconds that an OAuth 1.0a timestamp may differ. LivePerson publishes no figure; this one is the sandbox's. */
const OAUTH1_SKEW_SECONDS = 300;

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

  constructor(state: AccountState, issuer: TokenIssuer) {
    this.#state = state;
    this.#issuer = issuer;
  }

  /** What the credential grants, or why it is refused. */
  async check(request: SandboxRequest): Promise<Grant | string> {
    const header = request.headers.authorization;
    if (header === undefined) return 'The Authorization header is missing';
    if (/^Bearer /i.test(header)) return this.#checkBearer(header.slice('Bearer '.length).trim(), request);
    if (/^OAuth /i.test(header)) return this.#checkOAuth1(header.slice('OAuth '.length), request);
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
    const sent = parseOAuthFields(fields);
    const key = this.#state.appKey;
    const isKnown =
      key?.consumerKey === sent.get('oauth_consumer_key') && key?.token === sent.get('oauth_token');
    if (key === undefined || !isKnown || this.#accountOf(request) !== this.#state.accountId) {
      return 'The app key or its token is unknown';
    }
    const timestamp = Number(sent.get('oauth_timestamp'));
    const skew = Math.abs(this.#state.clock.now() / 1000 - timestamp);
    if (!Number.isInteger(timestamp) || skew > OAUTH1_SKEW_SECONDS) {
      return 'The timestamp is too far from the time of the server';
    }
    if (!isSignedWith(key, request, sent, timestamp)) return 'The signature is wrong';
    // The default app key of V1 held the 18 Read rows; invocation by OAuth 1.0 is not offered to customers.
    return { allows: (apiId) => apiId !== 'functions' };
  }
}

function parseOAuthFields(fields: string): Map<string, string> {
  const parsed = new Map<string, string>();
  for (const [, name = '', value = ''] of fields.matchAll(/([\w-]+)="([^"]*)"/g)) {
    parsed.set(name, decodeField(value));
  }
  return parsed;
}

function decodeField(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function isSignedWith(
  key: OAuth1Credential,
  request: SandboxRequest,
  sent: ReadonlyMap<string, string>,
  timestamp: number,
): boolean {
  const nonce = sent.get('oauth_nonce');
  if (nonce === undefined || nonce === '' || sent.get('oauth_signature_method') !== 'HMAC-SHA1') return false;
  const { method, url, headers } = request;
  const expected = oauth1Authorization(
    key,
    { method, url, headers, body: new Uint8Array(request.body) },
    { nonce, timestamp },
  );
  const signature = parseOAuthFields(expected).get('oauth_signature');
  return signature !== undefined && signature === sent.get('oauth_signature');
}
