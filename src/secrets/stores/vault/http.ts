import type { Clock } from '../../../config/clock.js';
import { elapsed } from '../../../config/elapsed.js';
import { SMALL_ANSWER_BYTES } from '../../../config/limits.js';
import { TimeoutError } from '../../../errors/timeout-error.js';
import type { Answer } from '../../../http/answer.js';
import { call } from '../../../http/call.js';
import { openChannels } from '../../../http/channels.js';
import type { Engine, Policy } from '../../../http/engine.js';
import { parseJsonObject } from '../../../http/json.js';
import type { Redactor } from '../../../http/redact.js';
import { Throttling } from '../../../http/throttling.js';
import type { Transport } from '../../../http/transport.js';

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
  /** Value of `elapsed()` at which it must have ended. */
  readonly endsAt: number;
  readonly signal?: AbortSignal | undefined;
}

export function startCall(key: string, deadlineMs: number, signal?: AbortSignal): VaultCall {
  return { key, deadlineMs, endsAt: elapsed() + deadlineMs, signal };
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

/** Sends requests to Vault, again while it is unavailable and there is time. */
export class VaultHttp {
  readonly #parts: VaultHttpParts;
  readonly #engine: Engine;

  constructor(parts: VaultHttpParts) {
    const { transport, clock, redactor, timeoutMs, address } = parts;
    this.#parts = parts;
    this.#engine = {
      transport,
      // The one address that was configured, and checked then; it may be http on loopback.
      hostPolicy: { check: (host) => host, url: (_host, path) => new URL(path, address) },
      clock,
      redactor,
      channels: openChannels(),
      throttling: new Throttling(clock),
      around: [],
      policy: {
        timeoutMs,
        bodyIdleMs: timeoutMs,
        deadlineMs: timeoutMs,
        maxAnswerBytes: SMALL_ANSWER_BYTES,
        retry: { attempts: ATTEMPTS, maxWaitMs: LONGEST_PAUSE_MS },
      },
    };
  }

  /**
   * @returns The answer, whatever its status.
   * @throws {NetworkError | TimeoutError} when there was none; the reason of the call's signal when aborted.
   */
  async send(request: VaultRequest, whole: VaultCall): Promise<VaultAnswer> {
    const { method, path, body, retry } = request;
    const label = `${method} /v1/${path} of Vault`;
    try {
      return await call(
        this.#engine,
        {
          service: 'vault',
          operation: label,
          host: this.#parts.address.host,
          method,
          path: `/v1/${path}`,
          headers: this.#headers(request),
          body: body && JSON.stringify(body),
          signal: whole.signal,
          policy: {
            ...POLICY,
            deadlineMs: Math.max(0, whole.endsAt - elapsed()),
            ...(retry === false && { retry }),
          },
        },
        readAnswer,
      );
    } catch (error) {
      // The call knows only what was left of the time for the whole operation.
      const isLate = error instanceof TimeoutError && error.phase === 'deadline';
      throw isLate ? deadlineError(label, whole) : error;
    }
  }

  #headers({ method, token, body }: VaultRequest): Record<string, string> {
    const { namespace } = this.#parts;
    const merge = method === 'PATCH' ? 'merge-patch+' : '';
    return {
      accept: 'application/json',
      // A proxy or agent in front of Vault may demand it, as a guard against forged requests.
      'x-vault-request': 'true',
      ...(token !== undefined && { 'x-vault-token': token }),
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
      ...(body && { 'content-type': `application/${merge}json` }),
    };
  }
}

const POLICY: Policy = Object.freeze({
  // Writes too: each carries the version it expects, and an id that tells whether it was the one.
  repeatable: true,
  passing: PASSING,
  throttled: [],
});

/** @param what Came too late. */
export function deadlineError(what: string, { deadlineMs }: VaultCall): TimeoutError {
  const message = `${what}: the ${deadlineMs} ms of the whole operation are over; raise deadlineMs of the store if Vault is known to be slow`;
  return new TimeoutError('deadline', deadlineMs, message);
}

/** Whether Vault was not able to answer at all, as against a refusal. */
export function isUnavailable({ status }: Pick<VaultAnswer, 'status'>): boolean {
  return PASSING.has(status);
}

async function readAnswer(answer: Answer): Promise<VaultAnswer> {
  const body = parseJsonObject(await answer.text());
  const errors = Array.isArray(body?.errors) ? body.errors.map(String) : [];
  return { status: answer.status, body, errors, uncertain: answer.sends > 1 };
}
