import { ConfigError } from '../errors/config-error.js';
import { isHeaderName, isHeaderValue, METHOD_OVERRIDES } from './headers.js';

/** One request that is about to be sent. */
export interface Exchange {
  /** CSDS service, or `csds`. */
  readonly service: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  readonly method: string;
  /** Host and port. */
  readonly host: string;
  /** Path without its query, redacted. */
  readonly path: string;
  /** Which attempt of the call this is, from 1. */
  readonly attempt: number;
  /** `x-request-id` of the call, the same for all its attempts. */
  readonly requestId: string;
  /**
   * Adds a header, or replaces one, before the request is signed: `traceparent`, for example.
   *
   * @throws {ConfigError} for `authorization`, `host`, `content-length`, the headers of the connection and those that
   *   stand for another method, for what is no header, and once the request is signed.
   */
  setHeader(name: string, value: string): void;
}

/** What a server answered, without its body and without what could hold a credential. */
export interface ExchangeAnswer {
  readonly status: number;
  /** Names in lower case; redacted, without `set-cookie`. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * A function around each exchange with a server, for spans, limits and recording: those of the APIs, of CSDS and of
 * sentinel. A call has several when it is repeated. It calls `next` once, and gives what that gave. What counts is
 * what `next` came to: a failure cannot be hidden, nor an answer be replaced. What the function itself throws ends the
 * call. Time that it spends before and after `next` counts for `deadlineMs`, not for `timeoutMs`. Host and token are
 * there before it runs, so one that limits how many go at once does not wait for itself.
 *
 * @throws {ConfigError} The call fails with it when `next` is called twice, or never.
 * @example
 * const timed: Around = async (exchange, next) => {
 *   const startedAt = performance.now();
 *   try {
 *     return await next();
 *   } finally {
 *     console.info(exchange.operation, Math.round(performance.now() - startedAt));
 *   }
 * };
 */
export type Around = (exchange: Exchange, next: () => Promise<ExchangeAnswer>) => Promise<ExchangeAnswer>;

/** What is wrong about a value for the option `around`; undefined when nothing is. */
export function aroundProblem(value: unknown): string | undefined {
  if (Array.isArray(value) && value.every((item) => typeof item === 'function')) return undefined;
  return 'a list of functions, each of which takes an exchange and next';
}

/** Headers that are ours or the connection's, or would ask for what nobody looked whether it is granted. */
const NOT_FOR_USERS: ReadonlySet<string> = new Set([
  ...METHOD_OVERRIDES,
  'authorization',
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that `setHeader` has collected, until they are taken. */
export class AddedHeaders {
  #added: Record<string, string> | undefined = {};

  readonly set = (name: string, value: string): void => {
    const key = String(name).toLowerCase();
    const shown = JSON.stringify(key.slice(0, 100));
    if (this.#added === undefined) throw misuse(`setHeader(${shown}) came after next()`);
    if (!isHeaderName(key)) throw misuse(`${shown} is no name of a header`);
    if (NOT_FOR_USERS.has(key)) throw misuse(`the header ${shown} is not one to be set`);
    if (!isHeaderValue(value)) throw misuse(`the value for the header ${shown} is not allowed in HTTP`);
    this.#added[key] = value;
  };

  take(): Readonly<Record<string, string>> {
    const added = this.#added ?? {};
    this.#added = undefined;
    return added;
  }
}

/**
 * Sends through the functions, the first one outermost. It settles when all that they began has settled.
 *
 * @param send What the innermost `next` does.
 * @param toAnswer What the functions see of its outcome.
 * @returns What `send` gave, whatever the functions make of it.
 */
export async function sendThrough<T>(
  functions: readonly Around[],
  exchange: Exchange,
  send: () => Promise<T>,
  toAnswer: (sent: T) => ExchangeAnswer,
): Promise<T> {
  let sent: Promise<T> | undefined;
  let mistake: ConfigError | undefined;
  const run = async (index: number): Promise<ExchangeAnswer> => {
    const wrap = functions[index];
    if (wrap === undefined) {
      sent = send();
      return toAnswer(await sent);
    }
    let following: Promise<ExchangeAnswer> | undefined;
    let hasEnded = false;
    const next = async (): Promise<ExchangeAnswer> => {
      if (following !== undefined) {
        mistake ??= misuse('a function called next() twice');
        throw mistake;
      }
      if (hasEnded) throw misuse('a function called next() after it had ended');
      following = run(index + 1);
      return following;
    };
    let failure: { readonly error: unknown } | undefined;
    try {
      await wrap(exchange, () => handled(next()));
    } catch (error) {
      failure = { error };
    }
    hasEnded = true;
    if (following === undefined) {
      throw failure === undefined
        ? misuse('a function never called next(), so that nothing was sent')
        : failure.error;
    }
    // It may have ended before the answer was there. What came of `next` stands, whatever it gave or threw.
    const answer = await following;
    if (failure !== undefined) throw failure.error;
    return answer;
  };
  const outcome = run(0);
  await outcome.catch(() => undefined);
  if (mistake !== undefined) throw mistake;
  await outcome;
  // Without `sent` the line above has thrown.
  return sent as Promise<T>;
}

/** A function may leave the promise of `next` alone; its rejection is the call's all the same. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function misuse(what: string): ConfigError {
  return new ConfigError('around', `around: ${what}`);
}
