import { Readable } from 'node:stream';
import { NetworkError } from '../errors/network-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { CallWatch } from './call-watch.js';
import { decodeBody, readAll } from './decode.js';
import type { Redactor } from './redact.js';
import type { TransportResponse } from './transport.js';
import { TRANSPORT_CLOSED } from './transports/closed-error.js';

/** A body up to this size is read and dropped to keep its connection; a larger one costs the connection. */
const DISCARD_LIMIT_BYTES = 65_536;

/** What surrounds the answer of one call. */
export interface AnswerContext {
  readonly url: URL;
  readonly requestId: string;
  readonly label: string;
  readonly watch: CallWatch;
  readonly bodyIdleMs: number;
  readonly redactor: Redactor;
}

/** The answer of a server, its body not yet read. */
export class Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly url: URL;
  readonly requestId: string;
  readonly #response: TransportResponse;
  readonly #context: AnswerContext;
  #claimed = false;
  #onClaimed: (() => void) | undefined;

  constructor(response: TransportResponse, context: AnswerContext) {
    this.status = response.status;
    this.headers = response.headers;
    this.url = context.url;
    this.requestId = context.requestId;
    this.#response = response;
    this.#context = context;
    // Whoever reads the body sees its error; an abort while nobody reads must not end the process.
    response.body.on('error', () => undefined);
  }

  /** The whole body, its content codings undone. */
  async read(): Promise<Buffer> {
    const { watch, bodyIdleMs } = this.#context;
    const raw = this.#response.body;
    this.#claim();
    watch.arm('body', bodyIdleMs);
    const touch = () => watch.touch();
    try {
      const decoded = decodeBody(this.#response);
      // What keeps the limit is the arrival of bytes, not what a decoder makes of them.
      if (decoded !== raw) raw.on('data', touch);
      return await readAll(decoded, decoded === raw ? touch : undefined);
    } catch (error) {
      raw.destroy();
      throw this.#failure(error);
    } finally {
      watch.disarm();
    }
  }

  /** The body as a stream, its content codings undone. Time counts only while the reader waits for data. */
  stream(): Readable {
    const stream = Readable.from(this.#chunks(), { objectMode: false });
    // A generator that has not begun, or waits, cannot tell that its stream was destroyed.
    stream.once('close', () => this.#response.body.destroy());
    return stream;
  }

  /** Gives up a body that nobody wants; does nothing once somebody has begun to read it. */
  discard(): void {
    if (this.#claimed) return;
    this.#claim();
    const { body, headers } = this.#response;
    const length = Number(headers['content-length'] ?? Number.NaN);
    if (length <= DISCARD_LIMIT_BYTES) body.resume();
    else body.destroy();
  }

  /** Runs `done` when somebody begins to read the body, or gives it up. */
  onClaimed(done: () => void): void {
    this.#onClaimed = done;
  }

  #claim(): void {
    this.#claimed = true;
    this.#onClaimed?.();
  }

  /** Runs `done` when the body has been read, given up or lost. */
  onBodyClosed(done: () => void): void {
    const { body } = this.#response;
    if (body.closed) done();
    else body.once('close', done);
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const { watch, bodyIdleMs } = this.#context;
    this.#claim();
    try {
      watch.arm('body', bodyIdleMs);
      for await (const chunk of decodeBody(this.#response)) {
        watch.disarm();
        yield chunk;
        watch.arm('body', bodyIdleMs);
      }
    } catch (error) {
      throw this.#failure(error);
    } finally {
      watch.disarm();
      this.#response.body.destroy();
    }
  }

  #failure(error: unknown): unknown {
    const { watch, url, label, redactor } = this.#context;
    return callFailure(error, watch, url.host, `${label}: the body of the answer broke off`, redactor);
  }
}

/** The one place that turns the failure of a transport into an error of ours. */
export function callFailure(
  error: unknown,
  watch: CallWatch,
  host: string,
  what: string,
  redactor: Redactor,
): unknown {
  if (watch.cancellation.aborted) return watch.cancellation.reason;
  if (error instanceof ToolBeltError) return error;
  const cause = redactor.cause(error);
  const why =
    cause.code === TRANSPORT_CLOSED ? `${cause.code}, ${cause.message}` : (cause.code ?? cause.message);
  return new NetworkError(host, `${what} (${host}): ${why}`, { cause });
}
