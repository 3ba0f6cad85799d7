import { SMALL_ANSWER_BYTES } from '../config/limits.js';
import { AuthError, type AuthErrorDetails } from '../errors/auth-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { isBearerToken } from '../http/bearer.js';
import { call } from '../http/call.js';
import type { Engine } from '../http/engine.js';
import type { HostResolver } from '../http/host-resolver.js';
import { parseJsonObject } from '../http/json.js';
import { expandPath } from '../http/path.js';
import type { Redactor } from '../http/redact.js';
import type { Lease } from '../http/renewable.js';
import { readSaid } from '../http/said.js';
import type { OAuth2Credential } from './credentials.js';

/** Version 2 of the authorization API (documented): the only one whose tokens the APIs ask for. */
const TOKEN_PATH = '/sentinel/api/v2/account/{accountId}/app/token';
/** Where sentinel gives neither `expires_in` nor `exp`: one hour, as documented for version 1. */
const FALLBACK_LIFE_S = 3_600;
const RENEWAL_MARGIN_MS = 60_000;
/** RFC 6749 section 5.2: what `AuthError.oauthError` may be. */
const OAUTH_ERRORS: ReadonlySet<unknown> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]);

/** An access token, ready for an `Authorization` header. */
export interface AccessToken {
  readonly authorization: string;
}

export interface TokenParts {
  readonly engine: Engine;
  readonly accountId: string;
}

/**
 * Asks sentinel for an access token with the client credentials grant (RFC 6749 section 4.4). The
 * credential travels in the form body, as LivePerson documents it.
 *
 * @param sentinel Its host, or who finds it: it may move, too.
 * @throws {AuthError} `oauth2.unexpected-response` for an answer that is no token, with its status;
 *   `oauth2.general-issue` when there was no answer.
 */
export async function requestToken(
  parts: TokenParts,
  sentinel: string | HostResolver,
  credential: OAuth2Credential,
): Promise<Lease<AccessToken>> {
  const { engine, accountId } = parts;
  const askedAt = engine.clock.now();
  const form = new URLSearchParams({
    client_id: credential.clientId,
    client_secret: credential.clientSecret,
    grant_type: 'client_credentials',
  });
  try {
    return await call(
      engine,
      {
        service: 'sentinel',
        operation: 'sentinel.token',
        host: sentinel,
        method: 'POST',
        path: expandPath(TOKEN_PATH, { accountId }),
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form.toString(),
        // Asking twice gives two tokens and harms nobody.
        policy: { repeatable: true, maxAnswerBytes: SMALL_ANSWER_BYTES },
      },
      (answer) => readToken(answer, askedAt, engine.redactor),
    );
  } catch (error) {
    if (error instanceof AuthError || !(error instanceof ToolBeltError)) throw error;
    if (error.code === ErrorCodes.LpClient.HostNotAllowed) throw error;
    throw new AuthError(
      'Oauth2Client',
      ErrorCodes.OAuth2.General,
      `sentinel could not be asked for an access token: ${error.message}`,
      { cause: error },
    );
  }
}

async function readToken(answer: Answer, askedAt: number, redactor: Redactor): Promise<Lease<AccessToken>> {
  if (answer.status !== 200) throw await refused(answer, redactor);
  const body = parseJsonObject(await answer.text());
  const { access_token: token, token_type: type = 'Bearer', expires_in: expiresIn } = body ?? {};
  if (!isBearerToken(token)) {
    throw unexpected('its answer has no valid "access_token"', { status: answer.status });
  }
  redactor.hold(token);
  // RFC 9110 section 5.6.2: whatever else would break the header.
  if (typeof type !== 'string' || !/^[A-Za-z][\w-]*$/.test(type)) {
    throw unexpected('its answer has no valid "token_type"', { status: answer.status });
  }
  const lifeMs = lifeSeconds(expiresIn, token, askedAt) * 1000;
  const usableUntil = askedAt + lifeMs;
  // A tenth for short lives: a margin of a minute would make every call of a 50 s token ask again.
  const renewAt = usableUntil - Math.min(RENEWAL_MARGIN_MS, lifeMs / 10);
  return { value: { authorization: `${type} ${token}` }, renewAt, usableUntil };
}

function lifeSeconds(expiresIn: unknown, token: string, askedAt: number): number {
  if (expiresIn === undefined || expiresIn === null) return jwtLifeSeconds(token, askedAt) ?? FALLBACK_LIFE_S;
  const seconds =
    typeof expiresIn === 'string' && /^\d+$/.test(expiresIn.trim()) ? Number(expiresIn) : expiresIn;
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0) return seconds;
  throw unexpected('"expires_in" of its answer must be a positive number of seconds');
}

/** Life by the claims `exp` and `iat`; `iat` spares us the difference between our clock and sentinel's. */
function jwtLifeSeconds(token: string, askedAt: number): number | undefined {
  const payload = token.split('.')[1];
  const claims = payload && parseJsonObject(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!claims || typeof claims.exp !== 'number') return undefined;
  const from = typeof claims.iat === 'number' ? claims.iat : askedAt / 1000;
  return claims.exp > from ? claims.exp - from : undefined;
}

/**
 * What sentinel says stands in fields that are known; the rest of its body is not repeated, since it might echo what
 * it was sent.
 */
async function refused(answer: Answer, redactor: Redactor): Promise<AuthError> {
  const { status, headers } = answer;
  const text = await answer.errorText();
  const code = parseJsonObject(text)?.error;
  const oauthError = OAUTH_ERRORS.has(code) ? String(code) : undefined;
  const { by, words = '' } = readSaid(text, headers, (page) => redactor.text(page));
  const told = by === 'service' ? redactor.words(words) : '';
  const named = oauthError === undefined || told.startsWith(oauthError) ? told : `${oauthError}: ${told}`;
  const advice = by === 'page' ? PAGE_ADVICE : adviceOn(status, oauthError);
  return unexpected(`status ${status}${named && `, ${named}`}; ${advice}`, {
    status,
    oauthError: oauthError ?? (status === 401 ? 'invalid_client' : undefined),
  });
}

const PAGE_ADVICE = 'the answer is an HTML page not of LivePerson: look at proxy and firewall';

function adviceOn(status: number, oauthError: string | undefined): string {
  if (status === 401 || oauthError === 'invalid_client') {
    return 'the client is unknown or its secret wrong; check it, or provision again';
  }
  if (status === 400) {
    return 'the application may lack the client credentials grant, or a scope; look at it, or provision again';
  }
  return 'see the status; sentinel may be out of order';
}

function unexpected(why: string, details?: AuthErrorDetails): AuthError {
  return new AuthError(
    'Oauth2Client',
    ErrorCodes.OAuth2.UnexpectedResponse,
    `sentinel gave no access token: ${why}`,
    details,
  );
}
