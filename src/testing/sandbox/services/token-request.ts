import { type Answer, AnswerError, mediaType, type SandboxRequest } from '../exchange.js';

/** Fields of a token request, each sent once and with a value. */
export type TokenFields = Readonly<Record<string, string>>;

/** What a client authenticates with. */
export interface ClientCredential {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Where a request may carry its fields. */
export type FieldsPlace = 'body' | 'body-or-query';

/** The fields of a token request; empty ones count as not sent (RFC 6749, section 3.2). */
export function readFields(request: SandboxRequest, place: FieldsPlace): TokenFields {
  const fields: Record<string, string> = {};
  const inQuery = place === 'body' ? [] : [...request.query].filter(([name]) => name !== 'v');
  for (const [name, value] of [...inQuery, ...readForm(request, place)]) {
    if (Object.hasOwn(fields, name))
      throw tokenRefusal('invalid_request', `The parameter ${name} is repeated`);
    fields[name] = value;
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function readForm({ headers, body }: SandboxRequest, place: FieldsPlace): URLSearchParams {
  const isEmpty = place === 'body-or-query' && body.length === 0;
  if (!isEmpty && mediaType(headers) !== 'application/x-www-form-urlencoded') {
    throw tokenRefusal('invalid_request', 'The body must be application/x-www-form-urlencoded');
  }
  return new URLSearchParams(body.toString('utf8'));
}

/** The credential of the client, from the fields or from Basic authentication, but not from both. */
export function readCredential(
  request: SandboxRequest,
  fields: TokenFields,
  basicAuthentication: 'refused' | 'accepted',
): ClientCredential {
  const basic = basicOf(request);
  const { client_id: clientId, client_secret: clientSecret } = fields;
  if (basic === undefined) {
    if (clientId === undefined) throw missing('client_id');
    if (clientSecret === undefined) throw missing('client_secret');
    return { clientId, clientSecret };
  }
  if (clientSecret !== undefined) {
    throw tokenRefusal('invalid_request', 'The client authenticates in two ways at once');
  }
  const credential = basicAuthentication === 'accepted' ? decodeBasic(basic) : undefined;
  if (credential === undefined) throw unknownClient(request);
  // An id alone authenticates nobody (RFC 6749, section 3.2.1), but it must name the same client.
  if (clientId !== undefined && clientId !== credential.clientId) {
    throw tokenRefusal('invalid_request', 'The parameter client_id names another client');
  }
  return credential;
}

/** What follows the scheme, where it is Basic. */
function basicOf({ headers }: SandboxRequest): string | undefined {
  const match = /^Basic(?: +(.*))?$/i.exec(headers.authorization ?? '');
  return match === null ? undefined : (match[1] ?? '');
}

/** Id and secret are form-encoded before they are put together (RFC 6749, section 2.3.1). */
function decodeBasic(encoded: string): ClientCredential | undefined {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const clientId = decodeForm(text.slice(0, Math.max(colon, 0)));
  const clientSecret = decodeForm(text.slice(colon + 1));
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Nobody with this credential: 401, and with the scheme that was tried (RFC 6749, section 5.2). */
export function unknownClient(request: SandboxRequest): AnswerError {
  const triedBasic = basicOf(request) !== undefined;
  const headers = triedBasic ? { 'www-authenticate': 'Basic realm="Sentinel"' } : {};
  const why = 'The client is unknown, disabled, or its secret is wrong';
  return tokenRefusal('invalid_client', why, 401, headers);
}

export function missing(name: string): AnswerError {
  return tokenRefusal('invalid_request', `The parameter ${name} is missing`);
}

/** An error in the form of RFC 6749, section 5.2; LivePerson documents none. */
export function tokenRefusal(
  error: string,
  description: string,
  status = 400,
  headers: Readonly<Record<string, string>> = {},
): AnswerError {
  const answer: Answer = {
    status,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache', ...headers },
    body: { error, error_description: description },
  };
  return new AnswerError(answer);
}
