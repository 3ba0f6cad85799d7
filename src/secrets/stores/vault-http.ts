import type { Clock } from '../../config/clock.js';
import { USER_AGENT } from '../../config/version.js';
import { TimeoutError } from '../../errors/timeout-error.js';
import { Answer, callFailure } from '../../http/answer.js';
import { CallWatch } from '../../http/call-watch.js';
import { parseJsonObject } from '../../http/json.js';
import type { Redactor } from '../../http/redact.js';
import { type Answered, isRetryableFailure, retryRules, retryWait } from '../../http/retry.js';
import { RetryLater, withRetries } from '../../http/retry-loop.js';
import type { Transport } from '../../http/transport.js';

/**
 * Statuses that pass: no leader or a standby that cannot forward (307, 500, 502, 503, 504), a standby that
 * lags behind (412), rate limits and standbys of Vault Enterprise (429, 472, 473). The redirect of a 307 is
 * never followed: it names a host that nobody checked, and the token would go there.
 */
const PASSING: ReadonlySet<number> = new Set([307, 412, 429, 472, 473, 500, 502, 503, 504]);
/** A leader election of Raft takes up to some ten seconds; what really ends the attempts is the deadline. */
const ATTEMPTS = 30;
const LONGEST_PAUSE_MS = 2_000;

/** One store operation: all its requests share a time limit and a signal. */
export interface VaultCall {
  /** Name of the secret; empty for a list or a login. */
  readonly key: string;
  /** Milliseconds for all of it. */
  readonly deadlineMs: number;
  /** Value of `performance.now()` at which it must have ended. */
  readonly endsAt: number;
  readonly signal?: AbortSignal | undefined;
}

export function startCall(key: string, deadlineMs: number, signal?: AbortSignal): VaultCall {
  return { key, deadlineMs, endsAt: performance.now() + deadlineMs, signal };
}

export interface VaultRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Behind `/v1/`, with its query. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** false for what is not worth a second attempt. @default true */
  readonly retry?: boolean | undefined;
}

export interface VaultAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> | undefined;
  /** What Vault says of a failure. May quote the request: redact before showing. */
  readonly errors: readonly string[];
  /** An earlier attempt failed in a way that may have taken effect all the same. */
  readonly uncertain: boolean;
}

export interface VaultHttpParts {
  readonly address: URL;
  readonly namespace: string | undefined;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly timeoutMs: number;
}

/** One request on its way. */
interface Pending {
  readonly request: VaultRequest;
  readonly url: URL;
  readonly label: string;
  readonly watch: CallWatch;
  attempt: number;
}

/** Sends requests to Vault, again while it is unavailable and there is time. */
export class VaultHttp {
  readonly #parts: VaultHttpParts;

  constructor(parts: VaultHttpParts) {
    this.#parts = parts;
  }

  /**
   * @returns The answer, whatever its status.
   * @throws {NetworkError | TimeoutError} when there was none; the reason of `call.signal` when aborted.
   */
  async send(request: VaultRequest, call: VaultCall): Promise<VaultAnswer> {
    const label = `${request.method} /v1/${request.path} of Vault`;
    const deadlineMs = Math.max(0, call.endsAt - performance.now());
    const watch = new CallWatch({ label, deadlineMs, signal: call.signal });
    const url = new URL(`/v1/${request.path}`, this.#parts.address);
    const pending: Pending = { request, url, label, watch, attempt: 1 };
    try {
      watch.throwIfAborted();
      watch.arm('deadline');
      return await withRetries(
        ATTEMPTS,
        () => this.#attempt(pending),
        (waitMs) => this.#pause(pending, waitMs),
      );
    } catch (error) {
      // The watch knows only what was left of the time for the whole operation.
      throw error instanceof TimeoutError && error.phase === 'deadline' ? deadlineError(label, call) : error;
    } finally {
      watch.close();
    }
  }

  async #pause(pending: Pending, waitMs: number): Promise<void> {
    pending.watch.renew();
    pending.watch.arm('deadline');
    await this.#parts.clock.sleep(waitMs, pending.watch.signal);
    pending.attempt += 1;
  }

  async #attempt(pending: Pending): Promise<VaultAnswer> {
    let answer: Answer;
    let body: Buffer;
    try {
      answer = await this.#exchange(pending);
      body = await answer.read();
    } catch (error) {
      if (!isRetryableFailure(error, RULES)) throw error;
      this.#retryLater(pending, undefined);
      throw error;
    }
    if (PASSING.has(answer.status)) this.#retryLater(pending, answer);
    return readAnswer(answer.status, body.toString('utf8'), pending.attempt > 1);
  }

  /** Returns when this was the last attempt, or the wait would outlive the deadline. */
  #retryLater({ request, attempt, watch }: Pending, answer: Answered | undefined): void {
    if (request.retry === false || attempt >= ATTEMPTS) return;
    const waitMs = retryWait(attempt, answer, RULES, this.#parts.clock);
    if (waitMs !== undefined && waitMs < watch.remainingMs) throw new RetryLater(waitMs);
  }

  async #exchange({ request, url, label, watch }: Pending): Promise<Answer> {
    const { transport, redactor, timeoutMs } = this.#parts;
    watch.arm('headers', timeoutMs);
    try {
      const response = await transport.send({
        method: request.method,
        url,
        headers: this.#headers(request),
        ...(request.body && { body: JSON.stringify(request.body) }),
        cancellation: watch.cancellation,
      });
      return new Answer(response, { url, requestId: '', label, watch, bodyIdleMs: timeoutMs, redactor });
    } catch (error) {
      throw callFailure(error, watch, url.host, `${label}: the request failed`, redactor);
    }
  }

  #headers({ method, token, body }: VaultRequest): Record<string, string> {
    const { namespace } = this.#parts;
    const merge = method === 'PATCH' ? 'merge-patch+' : '';
    return {
      'user-agent': USER_AGENT,
      accept: 'application/json',
      // A proxy or agent in front of Vault may demand it, as a guard against forged requests.
      'x-vault-request': 'true',
      ...(token !== undefined && { 'x-vault-token': token }),
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      ...(body && { 'content-type': `application/${merge}json` }),
    };
  }
}

const RULES = Object.freeze(
  retryRules(
    { attempts: ATTEMPTS, maxWaitMs: LONGEST_PAUSE_MS },
    // Writes too: each carries the version it expects, and an id that tells whether it was the one.
    { repeatable: true, resendable: true },
  ),
);

/** @param what Came too late. */
export function deadlineError(what: string, { deadlineMs }: VaultCall): TimeoutError {
  const message = `${what}: the ${deadlineMs} ms of the whole operation are over; raise deadlineMs of the store if Vault is known to be slow`;
  return new TimeoutError('deadline', deadlineMs, message);
}

/** Whether Vault was not able to answer at all, as against a refusal. */
export function isUnavailable({ status }: Pick<VaultAnswer, 'status'>): boolean {
  return PASSING.has(status);
}

function readAnswer(status: number, text: string, uncertain: boolean): VaultAnswer {
  const body = parseJsonObject(text);
  const errors = Array.isArray(body?.errors) ? body.errors.map(String) : [];
  return { status, body, errors, uncertain };
}
