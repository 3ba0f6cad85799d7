import type { Readable } from 'node:stream';
import type { Cancellation } from './cancellation.js';

/** One HTTP request, ready to be sent: `https:` URL, final headers, names in lower case. */
export interface TransportRequest {
  method: string;
  url: URL;
  /** Sent in this order. */
  headers: Record<string, string>;
  body?: string | Uint8Array | Readable | undefined;
  /**
   * Ends the request: `send` then rejects, or the body is destroyed, with its `reason` itself. An `AbortSignal` is
   * one; `signalOf` makes one for `fetch`.
   */
  cancellation: Cancellation;
}

/** An answer as it came from the wire. */
export interface TransportResponse {
  status: number;
  /** Names in lower case, in an object without a prototype: `constructor` is a header name, too. */
  headers: Record<string, string | string[]>;
  /** Raw bytes, still encoded as `content-encoding` says. It must be read to its end or destroyed. */
  body: Readable;
}

/** What an error of a transport may tell of the request; the engine decides by it what is sent once more. */
export interface TransportFailure {
  /** Whether it may have reached the server. @default true, unless the code is one of a connection never made */
  readonly sent?: boolean;
  /** Whether it was sent on a connection that had carried another request, and may have been closed since. @default false */
  readonly reusedSocket?: boolean;
  /** Whether another attempt would meet the same. @default false, save for certificates */
  readonly lasting?: boolean;
}

/**
 * Carries one request to its server and back, and nothing else: it never decodes a body, never follows
 * a redirect, never throws for a status and repeats nothing.
 *
 * `send` rejects with the reason of the cancellation when that ends it, and otherwise with the error of the network,
 * which may have the fields of {@link TransportFailure}.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes idle connections; requests in flight are given up. */
  close(): Promise<void>;
}

/** Options of `createTransport`. */
export interface TransportOptions {
  /** Certificate authorities in PEM, instead of those of Node. */
  ca?: string | readonly string[] | undefined;
  /**
   * URL of a proxy (`http:` or `https:`), user and password in it percent-encoded; or `'env'` for `HTTPS_PROXY` and
   * `NO_PROXY` (in lower case, too). @default none, whatever the environment says
   */
  proxy?: string | undefined;
  /** Connections kept to one host at the most. @default 64 */
  connections?: number | undefined;
}
