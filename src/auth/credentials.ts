import { AuthError } from '../errors/auth-error.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { isJsonObject, parseJsonObject } from '../http/json.js';
import type { OAuth1Credential } from './oauth1.js';

/** An OAuth 2.0 client (RFC 6749 section 2.3), as provisioning creates it. */
export interface OAuth2Credential {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * What a secret authorises with. LivePerson let OAuth 1.0 keys read only from 30 September 2025 and ended them on
 * 31 May 2026 (documented).
 */
export type Credential =
  | ({ readonly kind: 'oauth2' } & OAuth2Credential)
  | ({ readonly kind: 'oauth1' } & OAuth1Credential);

/** A service that refuses whatever it is given is not to cost a token, or a read of the secret, for each call. */
export const RENEWAL_PAUSE_MS = 5_000;

const OAUTH2_FIELDS = ['client_id', 'client_secret'] as const;
const OAUTH1_FIELDS = ['consumerKey', 'consumerSecret', 'token', 'tokenSecret'] as const;

/**
 * Tells the two shapes of a credential apart by their fields. A text that holds JSON counts as its value.
 *
 * @throws {AuthError} `lp-client.credentials-wrong-format`, naming the missing fields and no value.
 */
export function parseCredential(value: unknown, secretName: string): Credential {
  const fields = asRecord(value);
  const text = (name: string) => {
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    return typeof field === 'string' ? field : '';
  };
  const [clientId, clientSecret] = OAUTH2_FIELDS.map(text);
  if (clientId && clientSecret) return { kind: 'oauth2', clientId, clientSecret };
  const [consumerKey, consumerSecret, token, tokenSecret] = OAUTH1_FIELDS.map(text);
  if (consumerKey && consumerSecret && token && tokenSecret) {
    return { kind: 'oauth1', consumerKey, consumerSecret, token, tokenSecret };
  }
  throw new AuthError(
    'LpClient',
    ErrorCodes.LpClient.Creds.Format,
    `Secret "${secretName}" ${complaint(fields, (name) => text(name) !== '')}`,
  );
}

function complaint(fields: Record<string, unknown> | undefined, has: (name: string) => boolean): string {
  const expected = `expected ${quote(OAUTH2_FIELDS)} (OAuth 2.0) or ${quote(OAUTH1_FIELDS)} (OAuth 1.0a)`;
  if (fields === undefined) return `is no JSON object; ${expected}`;
  const shape = [OAUTH2_FIELDS, OAUTH1_FIELDS].find((names) => names.some(has));
  if (shape === undefined) return `holds no credential; ${expected}, each a non-empty text`;
  const missing = shape.filter((name) => !has(name));
  return `lacks ${quote(missing)} as non-empty text; ${expected}`;
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value === 'string') return parseJsonObject(value);
  return isJsonObject(value) ? value : undefined;
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
