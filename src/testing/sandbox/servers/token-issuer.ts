import { generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, type JSONWebKeySet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../../config/clock.js';

const ISSUER = 'Sentinel';
const ALGORITHM = 'RS256';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** What a token is issued for. */
export interface TokenGrant {
  readonly accountId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly lifetimeSeconds: number;
}

/** Whom an ID token is about. */
export interface IdTokenGrant {
  readonly userId: string;
  /** Client id of the application that it is issued to. */
  readonly clientId: string;
  readonly isAdmin: boolean;
  readonly lifetimeSeconds: number;
}

/** Signs and checks the tokens of one sandbox, with one RSA key at a time. */
export class TokenIssuer {
  readonly #clock: Clock;
  #key: Promise<SigningKey>;
  #keysMade = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#key = this.#makeKey();
  }

  /** Forgets the key; tokens signed with it are refused at once. Resolves when the new key is there. */
  async dropKeys(): Promise<void> {
    this.#key = this.#makeKey();
    await this.#key;
  }

  /** Public keys, as the JWKS address of sentinel answers them. */
  async jwks(): Promise<JSONWebKeySet> {
    const { kid, publicKey } = await this.#key;
    return { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }] };
  }

  async issue(grant: TokenGrant): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    return this.sign({
      iss: ISSUER,
      aud: grant.accountId,
      azp: grant.clientId,
      scope: grant.scope,
      iat: issuedAt,
      exp: issuedAt + grant.lifetimeSeconds,
      jti: randomUUID(),
    });
  }

  /** An ID token with the claims that are documented for the authorization code flow. */
  async issueIdToken(grant: IdTokenGrant): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    return this.sign({
      iss: ISSUER,
      sub: grant.userId,
      aud: grant.clientId,
      iat: issuedAt,
      exp: issuedAt + grant.lifetimeSeconds,
      is_admin: grant.isAdmin,
      is_lpa: false,
    });
  }

  /** Signs any claims with the current key. */
  async sign(claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = await this.#key;
    return new SignJWT(claims).setProtectedHeader({ kid, typ: 'JWT', alg: ALGORITHM }).sign(privateKey);
  }

  /** The claims of a token that is good for this account now, or undefined. */
  async verify(token: string, accountId: string): Promise<JWTPayload | undefined> {
    const key = await this.#key;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key.publicKey, {
        algorithms: [ALGORITHM],
        audience: accountId,
        issuer: ISSUER,
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ['exp', 'azp'],
      });
      return protectedHeader.kid === key.kid ? payload : undefined;
    } catch {
      return undefined;
    }
  }

  #makeKey(): Promise<SigningKey> {
    this.#keysMade += 1;
    const kid = `sandbox-${this.#keysMade}`;
    const made = promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return made.then((pair) => ({ kid, ...pair }));
  }
}
