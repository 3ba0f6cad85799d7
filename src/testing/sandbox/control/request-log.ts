import { createHash } from 'node:crypto';
import { mediaType, parseJson, type SandboxRequest } from '../exchange.js';
import type { SandboxService } from '../sandbox-services.js';
import { checkFilter, matchesFilter, type RequestFilter } from './request-filter.js';

/** A request that a server of the sandbox received. It holds no credential. */
export interface LoggedRequest {
  readonly service: SandboxService;
  readonly method: string;
  /** Path without the query; a bearer in it is replaced by `[redacted]`. */
  readonly path: string;
  /** Values of the query; an array where a name is repeated. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case; without those that hold a credential, such as `authorization` and `cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the request was authorised; `credential` is a fingerprint that tells two credentials apart. */
  readonly authorization?: { readonly scheme: string; readonly credential: string };
  /** JSON or form body, secrets replaced by `[redacted]`; undefined without one. */
  readonly body?: unknown;
  /** Status of the answer; undefined while there is none, and for good after a reset. */
  readonly status: number | undefined;
}

/** The requests that the servers received, oldest first. */
export interface RequestLog {
  all(): LoggedRequest[];
  /** @throws {ConfigError} for a service that the sandbox does not have. */
  matching(filter: RequestFilter): LoggedRequest[];
  /** Number of requests, or of those that match. */
  count(filter?: RequestFilter): number;
  clear(): void;
}

const REDACTED = '[redacted]';
/** A WebSocket is opened with the bearer in its path. */
const BEARER_IN_PATH = /(?<=\/messaging\/(?:brand|consumer)\/)[^/]+/;
/** Where mtlsGateway sends a request on to. */
const FORWARD_URL = 'lp-forward-url';
const SECRET_NAME = /secret|password|assertion|token|bearer|csrf|jwt|authorization/i;
const HIDDEN_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'lp-authorization-override',
  'maven-api-key',
  'proxy-authorization',
  // With the bearer beside the protocols, where a browser can set no other header.
  'sec-websocket-protocol',
  'x-auth-key',
  'x-auth-token',
  'x-storage-pass',
  'x-storage-token',
]);

export class RequestRecorder implements RequestLog {
  readonly #entries: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] }[] = [];

  /** Notes a request; the function returned notes the status of its answer. */
  record(request: SandboxRequest): (status: number) => void {
    const authorization = describeAuthorization(request.headers.authorization);
    const body = describeBody(request);
    const entry = {
      service: request.service,
      method: request.method,
      path: request.url.pathname.replace(BEARER_IN_PATH, REDACTED),
      query: describeFields(request.query),
      headers: describeHeaders(request.headers),
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { body }),
      status: undefined as number | undefined,
    };
    this.#entries.push(entry);
    return (status) => {
      entry.status = status;
    };
  }

  all(): LoggedRequest[] {
    return structuredClone(this.#entries);
  }

  matching(filter: RequestFilter): LoggedRequest[] {
    checkFilter(filter);
    return structuredClone(this.#entries.filter((entry) => matchesFilter(filter, entry)));
  }

  count(filter: RequestFilter = {}): number {
    checkFilter(filter);
    return this.#entries.filter((entry) => matchesFilter(filter, entry)).length;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

function describeAuthorization(header: string | undefined): LoggedRequest['authorization'] {
  if (header === undefined) return undefined;
  const [scheme = '', ...rest] = header.split(' ');
  const credential = createHash('sha256').update(rest.join(' ')).digest('hex').slice(0, 12);
  // A header without a scheme may be a bare credential: it must not end up as the scheme.
  return { scheme: rest.length === 0 ? 'unknown' : scheme, credential };
}

function describeHeaders(headers: SandboxRequest['headers']): Record<string, string> {
  const shown = Object.entries(headers).filter(
    ([name]) => !HIDDEN_HEADERS.has(name) && !SECRET_NAME.test(name),
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, name === FORWARD_URL ? withoutSecrets(value) : value]),
  );
}

/** Origin and path of a URL: credentials may stand before the host and in the query. */
function withoutSecrets(text: string): string {
  try {
    const { origin, pathname } = new URL(text);
    return `${origin}${pathname}`;
  } catch {
    return REDACTED;
  }
}

function describeBody(request: SandboxRequest): unknown {
  if (request.body.length === 0) return undefined;
  if (mediaType(request.headers) === 'application/x-www-form-urlencoded') {
    return describeFields(new URLSearchParams(request.body.toString('utf8')));
  }
  const json = parseJson(request.body);
  // What cannot be read cannot be redacted.
  return json === undefined ? `[${request.body.length} bytes]` : redact(json);
}

function describeFields(fields: URLSearchParams): Record<string, string | string[]> {
  const described: Record<string, string | string[]> = {};
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).map((value) => (SECRET_NAME.test(name) ? REDACTED : value));
    described[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return described;
}

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, SECRET_NAME.test(name) ? REDACTED : redact(field)]),
  );
}
