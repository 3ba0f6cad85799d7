import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { CallOptions } from '../apis/api-call.js';
import { ParameterError } from '../errors/parameter-error.js';
import { isHeaderName, isHeaderValue } from '../http/headers.js';

/** Headers in any form that `fetch` takes: a `Headers`, pairs of name and value, or an object. */
export type LPHeaders =
  | Iterable<readonly string[]>
  | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * A body in any form that `fetch` takes, or a Node stream. What can be read once is sent once: a call with a stream or
 * an async iterable is not repeated.
 */
export type LPBody =
  | NonNullable<RequestInit['body']>
  | NodeJS.ArrayBufferView
  | ReadableStream
  | Readable
  | null;

/**
 * The other fields of `RequestInit`: accepted, so that code written for `fetch` compiles, and ignored.
 * Redirects are never followed, whatever `redirect` says.
 */
export interface IgnoredRequestInit {
  cache?: unknown;
  credentials?: unknown;
  dispatcher?: unknown;
  duplex?: unknown;
  integrity?: unknown;
  keepalive?: unknown;
  mode?: unknown;
  priority?: unknown;
  redirect?: unknown;
  referrer?: unknown;
  referrerPolicy?: unknown;
  window?: unknown;
}

/** Options of a raw call. */
export interface LPRequestOptions extends CallOptions, IgnoredRequestInit {
  /** @default 'GET' */
  method?: string | undefined;
  /**
   * `authorization` is ours and replaces any given here; `x-request-id` and `user-agent` given here are sent.
   * `host` and the headers of the connection are left to the transport.
   */
  headers?: LPHeaders | undefined;
  body?: LPBody | undefined;
}

/** Headers that belong to the connection (RFC 9110 section 7.6.1) or to the transport. */
const LEFT_TO_TRANSPORT: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Names in lower case; equal names joined by a comma (RFC 9110 section 5.3). */
export function normaliseHeaders(headers: LPHeaders | undefined): Record<string, string> {
  const normal: Record<string, string> = {};
  for (const [name, value] of headerEntries(headers)) {
    if (value === undefined || value === null) continue;
    const key = String(name).toLowerCase();
    const text = (Array.isArray(value) ? value.join(', ') : String(value)).trim();
    checkHeader(key, text);
    if (LEFT_TO_TRANSPORT.has(key)) continue;
    normal[key] = Object.hasOwn(normal, key) ? `${normal[key]}, ${text}` : text;
  }
  return normal;
}

function headerEntries(headers: LPHeaders | undefined): Iterable<readonly [string, unknown]> {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== 'object') throw noHeaders();
  if (!(Symbol.iterator in headers)) return Object.entries(headers);
  const pairs: (readonly [string, unknown])[] = [];
  for (const pair of headers as Iterable<unknown>) {
    if (!Array.isArray(pair) || pair.length !== 2) throw noHeaders();
    pairs.push([pair[0], pair[1]]);
  }
  return pairs;
}

function noHeaders(): ParameterError {
  return new ParameterError(
    'headers',
    '"headers" must be a Headers, a list of pairs [name, value], or an object. Nothing was sent.',
  );
}

function checkHeader(name: string, value: string): void {
  if (isHeaderName(name) && isHeaderValue(value)) return;
  throw new ParameterError(
    'headers',
    `"headers" holds ${JSON.stringify(name.slice(0, 100))}, whose name or value is not allowed in HTTP: no line breaks, no control characters, and encode what is not Latin-1. Nothing was sent.`,
  );
}

/** A method of RFC 9110, in upper case. */
export function normaliseMethod(method: string | undefined): string {
  const name = method ?? 'GET';
  if (isHeaderName(name)) return name.toUpperCase();
  throw new ParameterError('method', '"method" must be the name of an HTTP method, for example "GET"');
}

/** A body as the pipeline sends it, and the `content-type` that `fetch` would give it. */
export interface NormalBody {
  readonly body?: string | Uint8Array | Readable;
  readonly contentType?: string;
}

/** @throws {ParameterError} for a GET or HEAD with a body, or a body of another kind. */
export async function normaliseBody(method: string, body: LPBody | undefined): Promise<NormalBody> {
  if (body === undefined || body === null) return {};
  if (method === 'GET' || method === 'HEAD') {
    throw new ParameterError('body', `"body" must be left out with ${method}. Nothing was sent.`);
  }
  if (typeof body === 'string') return { body, contentType: 'text/plain;charset=UTF-8' };
  if (body instanceof Uint8Array || body instanceof Readable) return { body };
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body) };
  if (ArrayBuffer.isView(body)) {
    return { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  }
  if (body instanceof URLSearchParams) {
    return { body: body.toString(), contentType: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  return webBody(body);
}

type WebBody = Exclude<
  NonNullable<LPBody>,
  string | NodeJS.ArrayBufferView | ArrayBuffer | Readable | URLSearchParams
>;

/** Touching these globals costs milliseconds at a cold start, so they come last. */
async function webBody(body: WebBody): Promise<NormalBody> {
  if (body instanceof globalThis.ReadableStream) return { body: Readable.fromWeb(body as ReadableStream) };
  if (body instanceof FormData || body instanceof Blob) {
    const encoded = new Response(body);
    const contentType = encoded.headers.get('content-type');
    const bytes = new Uint8Array(await encoded.arrayBuffer());
    return contentType ? { body: bytes, contentType } : { body: bytes };
  }
  const pieces = iteratedBody(body);
  if (pieces !== undefined) return { body: pieces };
  throw new ParameterError(
    'body',
    '"body" must be text, bytes, URLSearchParams, FormData, a Blob, a stream or an iterable of bytes; pass an object through JSON.stringify and set the header content-type. Nothing was sent.',
  );
}

/** What is iterated over for its bytes. A list of anything else is left to be refused: it wants to be JSON. */
function iteratedBody(body: unknown): Uint8Array | Readable | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if (Symbol.asyncIterator in body) {
    return Readable.from(body as AsyncIterable<Uint8Array>, { objectMode: false });
  }
  if (!(Symbol.iterator in body)) return undefined;
  const pieces = [...(body as Iterable<unknown>)];
  return pieces.length > 0 && pieces.every((piece) => piece instanceof Uint8Array)
    ? Buffer.concat(pieces)
    : undefined;
}
