import { Readable } from 'node:stream';
import type { Cancellation } from '../../src/http/cancellation.js';
import type { Transport, TransportRequest, TransportResponse } from '../../src/http/transport.js';
import { abortError, throwIfAborted } from '../../src/http/transports/abort-error.js';

/** What the server answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer | Readable;
}

/** One scripted outcome: an answer, a failure of the network, or silence until the request is aborted. */
export type Step = Reply | { readonly error: unknown } | 'silence';

export type Script = (request: TransportRequest, sends: number) => Step | Promise<Step>;

/** A transport without a network: it answers from a script and keeps what it was asked to send. */
export class ScriptedTransport implements Transport {
  readonly requests: TransportRequest[] = [];
  readonly bodies: Readable[] = [];
  readonly #script: Script;

  /** @param script Outcomes, one for each send, or a function that gives them. */
  constructor(script: readonly Step[] | Script) {
    this.#script =
      typeof script === 'function'
        ? script
        : (_, sends) => script[sends - 1] ?? { error: new Error(`the script has no answer ${sends}`) };
  }

  /** Requests to a path, the query left out. */
  to(pathname: string): TransportRequest[] {
    return this.requests.filter(({ url }) => url.pathname === pathname);
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    throwIfAborted(request);
    this.requests.push(request);
    const step = await this.#script(request, this.requests.length);
    if (step === 'silence') return untilAborted(request);
    if ('error' in step) throw step.error;
    throwIfAborted(request);
    return this.#respond(step, request.cancellation);
  }

  async close(): Promise<void> {}

  #respond({ status, headers = {}, body = '' }: Reply, cancellation: Cancellation): TransportResponse {
    const stream =
      body instanceof Readable ? body : Readable.from([Buffer.from(body)], { objectMode: false });
    const onAbort = () => stream.destroy(abortError(cancellation.reason));
    cancellation.addEventListener('abort', onAbort);
    stream.once('close', () => cancellation.removeEventListener('abort', onAbort));
    this.bodies.push(stream);
    return { status, headers, body: stream };
  }
}

/** A failure as Node reports it. */
export function networkFailure(code: string): Error {
  return Object.assign(new Error(`failed with ${code}`), { code });
}

/** An answer that holds `value` as JSON. */
export function json(value: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function untilAborted({ cancellation }: TransportRequest): Promise<never> {
  return new Promise((_, reject) => {
    cancellation.addEventListener('abort', () => reject(cancellation.reason));
  });
}
