import { PassThrough, pipeline, Readable } from 'node:stream';
import { SMALL_ANSWER_BYTES } from '../config/limits.js';
import { NetworkError } from '../errors/network-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { nameCall, ToolBeltError } from '../errors/toolbelt-error.js';
import { decodeBody } from './decode.js';
import { factsOf } from './judge.js';
import type { CallLimits } from './limits.js';
import { readAll, TooLongError } from './read-all.js';
import type { Redactor, SafeCause } from './redact.js';
import type { TransportResponse } from './transport.js';
import { abortError } from './transports/abort-error.js';

/** A body that nobody wants is read up to this size and time, to keep its connection; then it costs the connection. */
const DISCARD_LIMIT_BYTES = 65_536;
const DISCARD_LIMIT_MS = 1_000;
/** Some servers begin their JSON with it. */
const BYTE_ORDER_MARK = '\ufeff';

/** What surrounds the answer of one call. */
export interface AnswerContext {
  readonly url: URL;
  readonly requestId: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  /** Names the call in the words of errors. */
  readonly label: string;
  /** Which attempt of the call it answers, from 1. */
  readonly attempt: number;
  /** Which of its requests, from 1: those before may have taken effect. */
  readonly sends: number;
  readonly limits: CallLimits;
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
  readonly attempt: number;
  readonly sends: number;
  #response: TransportResponse;
  readonly #context: AnswerContext;
  #claimed = false;
  #isHandedOut = false;
  #isRead = false;
  #onClaimed: (() => void) | undefined;

  constructor(response: TransportResponse, context: AnswerContext) {
    this.status = response.status;
    this.headers = response.headers;
    this.url = context.url;
    this.requestId = context.requestId;
    this.attempt = context.attempt;
    this.sends = context.sends;
    this.#response = response;
    this.#context = context;
    // Whoever reads the body sees its error; an abort while nobody reads must not end the process.
    response.body.on('error', ignore);
  }

  /**
   * The whole body, its content codings undone.
   *
   * @param longest Bytes that it may decode to. @default `maxAnswerBytes`
   * @throws {ResponseValidationError} when it is longer.
   */
  async read(longest = this.#context.limits.maxAnswerBytes): Promise<Buffer> {
    const { limits, bodyIdleMs } = this.#context;
    const { cancellation } = limits;
    const raw = this.#response.body;
    this.#claim();
    limits.arm('body', bodyIdleMs);
    const touch = () => limits.touch();
    let decoded = raw;
    // A decoder may be busy long after all bytes have arrived: the end of the call is its end, too.
    const end = () => decoded.destroy(abortError(cancellation.reason));
    cancellation.addEventListener('abort', end);
    this.#isRead = true;
    try {
      decoded = decodeBody(this.#response);
      // What keeps the limit is the arrival of bytes, not what a decoder makes of them.
      if (decoded !== raw) raw.on('data', touch);
      return await readAll(decoded, {
        longest,
        onChunk: decoded === raw ? touch : undefined,
      });
    } catch (error) {
      raw.destroy();
      throw error instanceof TooLongError ? this.#tooLong(longest) : this.#failure(error);
    } finally {
      cancellation.removeEventListener('abort', end);
      this.#readingEnded();
    }
  }

  /** The whole body as text, without a byte order mark. */
  async text(longest?: number): Promise<string> {
    const text = (await this.read(longest)).toString('utf8');
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  }

  /** The body of an error as text; empty when it is longer than an error would be. */
  async errorText(): Promise<string> {
    try {
      return await this.text(Math.min(SMALL_ANSWER_BYTES, this.#context.limits.maxAnswerBytes));
    } catch (error) {
      if (error instanceof ResponseValidationError) return '';
      throw error;
    }
  }

  /** The body as a stream, its content codings undone. Time counts only while the reader waits for data. */
  stream(): Readable {
    const stream = Readable.from(this.#chunks(), { objectMode: false });
    // A generator that has not begun, or waits, cannot tell that its stream was destroyed.
    stream.once('close', () => this.#response.body.destroy());
    return stream;
  }

  /**
   * What {@link stream} gives, as a whole.
   *
   * @throws {ResponseValidationError} when it is longer than `maxAnswerBytes`.
   */
  async gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
    const { limits } = this.#context;
    const gathered: Uint8Array[] = [];
    let left = limits.maxAnswerBytes;
    for await (const chunk of chunks) {
      left -= chunk.length;
      if (left < 0) throw this.#tooLong(limits.maxAnswerBytes);
      gathered.push(chunk);
    }
    return Buffer.concat(gathered);
  }

  /** Gives up a body that nobody wants; does nothing once somebody has begun to read it. */
  discard(): void {
    if (this.#claimed) return;
    this.#claim();
    const { body, headers } = this.#response;
    let left = DISCARD_LIMIT_BYTES;
    if (Number(headers['content-length'] ?? 0) > left) {
      body.destroy();
      return;
    }
    const timer = setTimeout(() => body.destroy(), DISCARD_LIMIT_MS).unref();
    body.once('close', () => clearTimeout(timer));
    body.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) body.destroy();
    });
  }

  /**
   * Takes the body off its connection, for whoever may want it after all: the one that waits here for a new token could
   * otherwise wait for a connection to the same host, too. One that is too large for that is given up after a moment.
   */
  hold(): void {
    const { body } = this.#response;
    const held = new PassThrough({ highWaterMark: DISCARD_LIMIT_BYTES });
    this.#response = { ...this.#response, body: pipeline(body, held, ignore).on('error', ignore) };
    const timer = setTimeout(() => void (this.#claimed || body.destroy()), DISCARD_LIMIT_MS).unref();
    body.once('close', () => clearTimeout(timer));
  }

  /** Ends a body that nobody will read any more, and with it its connection, if it has not come to its end. */
  drop(): void {
    const { body } = this.#response;
    if (!this.#isHandedOut && !body.readableEnded) body.destroy();
  }

  /**
   * Makes this the value of its call: the deadline does not count for its body. An abort does, as long as somebody
   * reads: what has arrived whole may take long to decode.
   */
  handOut(): this {
    const { body } = this.#response;
    this.#isHandedOut = true;
    this.#context.limits.handOver();
    const release = () => void (this.#isRead || this.#context.limits.release());
    if (body.closed) release();
    else body.once('close', release);
    return this;
  }

  /** Runs `done` when somebody begins to read the body, or gives it up. */
  onClaimed(done: () => void): void {
    this.#onClaimed = done;
  }

  #claim(): void {
    this.#claimed = true;
    this.#onClaimed?.();
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const { limits, bodyIdleMs } = this.#context;
    const { cancellation } = limits;
    this.#claim();
    let decoded: Readable | undefined;
    const end = () => decoded?.destroy(abortError(cancellation.reason));
    cancellation.addEventListener('abort', end);
    this.#isRead = true;
    try {
      limits.arm('body', bodyIdleMs);
      decoded = decodeBody(this.#response);
      for await (const chunk of decoded) {
        limits.disarm();
        yield chunk;
        limits.arm('body', bodyIdleMs);
      }
    } catch (error) {
      throw this.#failure(error);
    } finally {
      cancellation.removeEventListener('abort', end);
      this.#response.body.destroy();
      this.#readingEnded();
    }
  }

  #readingEnded(): void {
    const { limits } = this.#context;
    limits.disarm();
    if (this.#isHandedOut) limits.release();
  }

  #failure(error: unknown): unknown {
    const { limits, url, operation, label, attempt, redactor } = this.#context;
    const what = `${label}: the body of the answer broke off`;
    const failure = callFailure(error, limits, url.host, what, redactor);
    return limits.isOfCaller(failure) ? failure : nameCall(failure, operation, attempt);
  }

  #tooLong(longest: number): ResponseValidationError {
    const { operation, label, attempt } = this.#context;
    const message = `decodes to more than ${longest} bytes; raise maxAnswerBytes, or read it as a stream`;
    const error = new ResponseValidationError(label, [{ path: '', message }]);
    return nameCall(Object.assign(error, { operation }), operation, attempt);
  }
}

/** The one place that turns the failure of a transport into an error of ours. */
export function callFailure(
  error: unknown,
  limits: CallLimits,
  host: string,
  what: string,
  redactor: Redactor,
): unknown {
  if (limits.cancellation.aborted) return limits.cancellation.reason;
  if (error instanceof ToolBeltError) return error;
  const cause = redactor.cause(error);
  const { unknownAuthority, ...facts } = factsOf(error);
  const advice = unknownAuthority ? UNKNOWN_AUTHORITY_ADVICE : '';
  return new NetworkError(host, `${what} (${host}): ${told(cause)}${advice}`, { cause, ...facts });
}

/** Code and message; most messages of Node begin with their code. */
function told({ code, message }: SafeCause): string {
  return code === undefined || message.includes(code) ? message : `${code}, ${message}`;
}

const UNKNOWN_AUTHORITY_ADVICE =
  '. The authority is unknown: pass its certificate (PEM) as ca, or start Node with its file in NODE_EXTRA_CA_CERTS';

const ignore = () => undefined;
