/** A bearer token (RFC 6750 section 2.1). Anything else would break the header, or is no token. */
const BEARER_TOKEN = /^[\w\-.~+/]+=*$/;

/** Whether a value has the form of a bearer token. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && BEARER_TOKEN.test(value);
}
