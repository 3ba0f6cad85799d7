import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Answer } from '../http/answer.js';

/** Statuses that come without a body (Fetch standard, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** Where the body of a response comes from: the wire, or a copy that `clone` kept. */
type Source = { readonly answer: Answer } | { readonly copy: Promise<Buffer> };

/** Bytes as `Response` has them, for versions of TypeScript with and without kinds of `Uint8Array`. */
type Bytes = ReturnType<Uint8ArrayConstructor['from']>;

/**
 * The answer to a raw call, with the members of `Response`: it can be given to what takes one. A class of our own, since
 * a failed function is answered with status 901, for which the global `Response` cannot be made.
 *
 * A body can be read once, by one of its readers; reading it again rejects with a TypeError, as `fetch` does.
 */
export class LPResponse implements Response {
  /** HTTP status, whatever it is: a raw call resolves for every answer. */
  readonly status: number;
  /** URL that answered. Redirects are never followed. */
  readonly url: string;
  readonly redirected = false;
  readonly type = 'default';
  readonly #answer: Answer;
  #source: Source;
  #headers: Headers | undefined;
  #body: ReadableStream | null | undefined;
  #used = false;

  /** @internal */
  constructor(answer: Answer, source?: Source) {
    this.status = answer.status;
    this.url = answer.url.href;
    this.#answer = answer;
    this.#source = source ?? { answer };
    // Nobody reads a body that cannot be there, so its connection and its listeners are let go of here.
    if (source === undefined && !this.#hasBody()) answer.discard();
  }

  /** Whether the status is 200 to 299. */
  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  /** The standard phrase for the status; empty for a status without one. */
  get statusText(): string {
    return STATUS_CODES[this.status] ?? '';
  }

  /** Made when first asked for: the global `Headers` costs 18 ms of a cold start. */
  get headers(): Headers {
    this.#headers ??= new Headers(
      Object.entries(this.#answer.headers).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, item]),
      ),
    );
    return this.#headers;
  }

  /** Whether the body has been read, or is being read. */
  get bodyUsed(): boolean {
    // It takes web streams too, which its type does not say.
    return this.#used || (this.#body != null && Readable.isDisturbed(this.#body as unknown as Readable));
  }

  /** The body, its content codings undone; null for an answer that cannot have one. */
  get body(): Response['body'] {
    if (this.#body === undefined) this.#body = this.#hasBody() ? this.#openBody() : null;
    // A stream of Node's, which is the global one; `lib.dom` describes that in words of its own.
    return this.#body as Response['body'];
  }

  // biome-ignore lint/suspicious/noExplicitAny: as `Response.json`, whose callers use the value without a cast
  async json<T = any>(): Promise<T> {
    const text = await this.text();
    try {
      return JSON.parse(text) as T;
    } catch {
      // The error of JSON.parse quotes the text, which may hold what nobody is to see in a log.
      throw new SyntaxError(`The body is no JSON (status ${this.status}, ${text.length} characters)`);
    }
  }

  async text(): Promise<string> {
    // A byte order mark is no part of the text, as in `Response.text`.
    return new TextDecoder().decode(await this.#read());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(await this.#read()).buffer;
  }

  async bytes(): Promise<Bytes> {
    return Uint8Array.from(await this.#read());
  }

  async blob(): Promise<Blob> {
    return (await this.#readAsResponse()).blob();
  }

  async formData(): Promise<FormData> {
    return (await this.#readAsResponse()).formData();
  }

  /** A second response with the same body. The body is then kept in memory. */
  clone(): LPResponse {
    this.#assertUnread();
    if (!this.#hasBody()) return new LPResponse(this.#answer, this.#source);
    const copy = 'copy' in this.#source ? this.#source.copy : this.#answer.read();
    // Whichever of the two is read sees a failure.
    copy.catch(() => undefined);
    this.#source = { copy };
    this.#body = undefined;
    return new LPResponse(this.#answer, { copy });
  }

  #hasBody(): boolean {
    return !WITHOUT_BODY.has(this.status);
  }

  #assertUnread(): void {
    if (this.bodyUsed || this.#body?.locked) throw new TypeError('The body has already been read');
  }

  /** For what the global `Response` knows how to make of bytes and their content type. */
  async #readAsResponse(): Promise<Response> {
    const contentType = this.headers.get('content-type');
    const bytes = Uint8Array.from(await this.#read());
    return new Response(bytes, contentType === null ? {} : { headers: { 'content-type': contentType } });
  }

  async #read(): Promise<Buffer> {
    if (!this.#hasBody()) return Buffer.alloc(0);
    this.#assertUnread();
    this.#used = true;
    if (this.#body) return this.#answer.gather(this.#body);
    return 'copy' in this.#source ? this.#source.copy : this.#answer.read();
  }

  #openBody(): ReadableStream {
    const source = this.#source;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      if ('copy' in source) yield await source.copy;
      else yield* source.answer.stream();
    }
    const body = Readable.from(chunks(), { objectMode: false, highWaterMark: 0 });
    body.once('close', () => {
      // Naming `this` keeps the response, which gives up an unread answer when it is collected, with its body.
      this.#used = true;
      // A body that is cancelled before it is read never starts the generator.
      if ('answer' in source) source.answer.discard();
    });
    return Readable.toWeb(body);
  }
}
