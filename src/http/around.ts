/** One exchange with a server, before it is signed: an attempt of a call. */
export interface Exchange {
  /** CSDS service, or `csds`. */
  readonly service: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  /** Redacted, without its query. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly requestId: string;
  /** Sets a header before the request is signed, such as `traceparent`; not `authorization`, `host` or `content-length`. */
  setHeader(name: string, value: string): void;
}

/** What a server answered; never a body, a cookie or a credential. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** Wraps each exchange with a server: for spans, limits, recording. `next` does the exchange. */
export type Around = (exchange: Exchange, next: () => Promise<ExchangeAnswer>) => Promise<ExchangeAnswer>;
