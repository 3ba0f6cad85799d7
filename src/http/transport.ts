import type { Readable } from 'node:stream';

/**
 * As much of an `AbortSignal` as ends a request. The signal itself, and a listener on it, would be a tenth of
 * the CPU time of a call.
 */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** One HTTP request, ready to be sent: `https:` URL, final headers, names in lower case. */
export interface TransportRequest {
  method: string;
  url: URL;
  /** Sent in this order. */
  headers: Record<string, string>;
  body?: string | Uint8Array | Readable | undefined;
  /** Aborting rejects `send`, or destroys the body, with `signal.reason` itself. */
  signal?: AbortSignal | undefined;
  /** The same as `signal`, for less: reading `signal` may be what makes it. A transport listens to one of them. */
  cancellation?: Cancellation | undefined;
}

/** An answer as it came from the wire. */
export interface TransportResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[]>;
  /** Raw bytes, still encoded as `content-encoding` says. It must be read to its end or destroyed. */
  body: Readable;
}

/**
 * Carries one request to its server and back, and nothing else: it never decodes a body, never follows
 * a redirect, never throws for a status and never retries.
 *
 * `send` rejects with `signal.reason` when aborted, and otherwise with the error of the network.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes idle connections; requests in flight are given up. */
  close(): Promise<void>;
}

/** Options of {@link createTransport}. */
export interface TransportOptions {
  /** Certificate authorities in PEM, instead of those of Node. */
  ca?: string | readonly string[] | undefined;
  /** Proxy URL, or `'env'` for `HTTPS_PROXY` and `NO_PROXY`. */
  proxy?: string | undefined;
  /** Connections kept to one host at the most. @default 64 */
  connections?: number | undefined;
}
