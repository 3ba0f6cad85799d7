import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { isJsonObject } from '../../http/json.js';

const ISSUER = 'Sentinel';
/** The only algorithm that sentinel documents. Allowing what the token itself names would let it be forged. */
const ALGORITHM = 'RS256';

/** What an ID token has to say to count. */
export interface IdTokenExpectations {
  /** Client id of the application that it was issued to. */
  readonly audience: string;
  /** Id of the user whose session is used. */
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Claims of a token that counts, or why it does not. */
export type IdTokenVerdict =
  | { readonly isAdmin: boolean; readonly isLpa: boolean }
  | { readonly problem: string };

/** Texts of our own by the codes of the library: its messages may quote what they were given. */
const PROBLEMS: Readonly<Record<string, string>> = Object.freeze({
  ERR_JWT_EXPIRED: 'it has expired',
  ERR_JOSE_ALG_NOT_ALLOWED: `it is not signed with ${ALGORITHM}`,
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'its signature is wrong',
  ERR_JWKS_NO_MATCHING_KEY: 'sentinel has no key that it is signed with',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'it does not name the key that it is signed with',
});

/** Whether these are the public keys of sentinel, in the form of RFC 7517. */
export function isKeySet(json: unknown): json is JSONWebKeySet {
  return isJsonObject(json) && Array.isArray(json.keys) && json.keys.every(isJsonObject);
}

/**
 * Checks an ID token: signed by one of the keys with RS256, issued by Sentinel to the application, not
 * expired, and of the very user whose session is used. Never throws.
 */
export async function checkIdToken(
  token: string,
  keys: JSONWebKeySet,
  { audience, userId, now }: IdTokenExpectations,
): Promise<IdTokenVerdict> {
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub'],
    });
    claims = verified.payload;
  } catch (error) {
    return { problem: problemOf(error) };
  }
  if (claims.sub !== userId) return { problem: 'it belongs to another user than the session ("sub")' };
  return { isAdmin: claims.is_admin === true, isLpa: claims.is_lpa === true };
}

function problemOf(error: unknown): string {
  const { code = '', claim = '' } = (error ?? {}) as { code?: string; claim?: string };
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') return `its claim "${claim}" is missing or wrong`;
  return PROBLEMS[code] ?? 'it cannot be verified';
}
