import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Clock } from '../config/clock.js';
import { platformTraceId } from '../config/environment.js';
import type { RetryOptions } from '../config/limits.js';
import { USER_AGENT } from '../config/version.js';
import { Answer, callFailure } from './answer.js';
import type { Authorizer, CredentialKind } from './authorizer.js';
import { CallWatch } from './call-watch.js';
import type { RequestChannels, RequestMessage } from './channels.js';
import type { HostResolver } from './host-resolver.js';
import type { HostPolicy } from './hosts.js';
import type { Redactor } from './redact.js';
import { isRetryableFailure, isRetryableStatus, type RetryRules, retryRules, retryWait } from './retry.js';
import { RetryLater, withRetries } from './retry-loop.js';
import type { Transport, TransportRequest } from './transport.js';

/** Time limits and retries of a call; those left out are the pipeline's. */
export interface CallLimits {
  readonly signal?: AbortSignal | null | undefined;
  readonly timeoutMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
  readonly retry?: RetryOptions | false | undefined;
}

/** A request before its host, its authorisation and its connection are known. */
export interface PipelineRequest {
  /** CSDS service; also names the request in errors. */
  readonly service: string;
  /** Operation, for example `users.get`; `raw` for a raw call. */
  readonly operation: string;
  readonly host: string | HostResolver;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Paths with their queries that replace `path` when a credential of this kind authorises the attempt. */
  readonly pathByCredential?: Readonly<Partial<Record<CredentialKind, string>>> | undefined;
  /** Names in lower case. `x-request-id` and `user-agent` are kept, `authorization` is not. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable | undefined;
  /** Sending it twice does no harm. */
  readonly repeatable: boolean;
  readonly throttledStatus?: number | undefined;
  readonly authorizer?: Authorizer | undefined;
  readonly limits: CallLimits;
}

/** What the pipeline is made of. */
export interface PipelineParts {
  readonly transport: Transport;
  readonly hostPolicy: HostPolicy;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly channels: RequestChannels;
  readonly limits: {
    readonly timeoutMs: number;
    readonly bodyIdleMs: number;
    readonly deadlineMs: number;
    readonly retry: RetryOptions | false;
  };
}

/** State of one call over all its attempts. */
interface Call {
  readonly request: PipelineRequest;
  readonly watch: CallWatch;
  readonly rules: RetryRules;
  readonly requestId: string;
  readonly label: string;
  url?: URL;
  attempt: number;
  renewed: boolean;
}

type Receive<T> = (answer: Answer) => Promise<T>;

/** The way of every request: host, authorisation, send, one renewal on 401, retries. */
export class Pipeline {
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Sends a request and lets `receive` make a value of its answer, all within the deadline. */
  async send<T>(request: PipelineRequest, receive: Receive<T>): Promise<T> {
    const call = this.#begin(request);
    try {
      return await this.#run(call, receive);
    } finally {
      call.watch.close();
    }
  }

  /** Sends a request and hands out its answer as soon as its headers are there. */
  async open(request: PipelineRequest): Promise<Answer> {
    const call = this.#begin(request);
    try {
      return await this.#run(call, async (answer) => {
        call.watch.dropDeadline();
        answer.onBodyClosed(() => call.watch.close());
        return answer;
      });
    } catch (error) {
      call.watch.close();
      throw error;
    }
  }

  #begin(request: PipelineRequest): Call {
    const { limits } = request;
    const label = request.operation === 'raw' ? `${request.method} on ${request.service}` : request.operation;
    const deadlineMs = limits.deadlineMs ?? this.#parts.limits.deadlineMs;
    return {
      request,
      label,
      watch: new CallWatch({ label, deadlineMs, wakeMs: this.#wakeMs(limits), signal: limits.signal }),
      rules: retryRules(limits.retry ?? this.#parts.limits.retry, {
        repeatable: request.repeatable,
        resendable: isResendable(request.body),
        throttledStatus: request.throttledStatus,
      }),
      requestId: request.headers['x-request-id'] ?? platformTraceId() ?? randomUUID(),
      attempt: 1,
      renewed: false,
    };
  }

  #wakeMs({ timeoutMs = this.#parts.limits.timeoutMs }: CallLimits): number {
    return Math.min(timeoutMs, this.#parts.limits.bodyIdleMs);
  }

  async #run<T>(call: Call, receive: Receive<T>): Promise<T> {
    try {
      call.watch.throwIfAborted();
      call.watch.arm('deadline');
      return await withRetries(
        call.rules.attempts,
        () => this.#attempt(call, receive),
        (waitMs) => this.#pause(call, waitMs),
      );
    } catch (error) {
      this.#publish('error', call, () => ({ code: failureCode(error), elapsedMs: call.watch.elapsedMs }));
      throw error;
    }
  }

  async #pause(call: Call, waitMs: number): Promise<void> {
    call.watch.renew();
    call.watch.arm('deadline');
    await this.#parts.clock.sleep(waitMs, call.watch.signal);
    call.attempt += 1;
  }

  async #attempt<T>(call: Call, receive: Receive<T>): Promise<T> {
    try {
      const answer = await this.#exchange(call);
      this.#retryStatus(call, answer);
      const value = await receive(answer);
      this.#publish('end', call, () => ({ status: answer.status, elapsedMs: call.watch.elapsedMs }));
      return value;
    } catch (error) {
      if (!isRetryableFailure(error, call.rules)) throw error;
      // Its reason may look like a failure of the network.
      call.request.limits.signal?.throwIfAborted();
      const waitMs = this.#nextWait(call, undefined);
      if (waitMs === undefined) throw error;
      this.#publish('retry', call, () => ({ code: failureCode(error), waitMs }));
      throw new RetryLater(waitMs);
    }
  }

  #retryStatus(call: Call, answer: Answer): void {
    if (!isRetryableStatus(answer.status, call.rules)) return;
    const waitMs = this.#nextWait(call, answer);
    if (waitMs === undefined) return;
    answer.discard();
    this.#publish('retry', call, () => ({ status: answer.status, waitMs }));
    throw new RetryLater(waitMs);
  }

  /** @returns undefined when this was the last attempt, or the wait would outlive the deadline. */
  #nextWait(call: Call, answer: Answer | undefined): number | undefined {
    if (call.attempt >= call.rules.attempts) return undefined;
    const waitMs = retryWait(call.attempt, answer, call.rules, this.#parts.clock);
    return waitMs !== undefined && waitMs < call.watch.remainingMs ? waitMs : undefined;
  }

  /** One send, and a second with a renewed authorisation after a 401, once per call. */
  async #exchange(call: Call): Promise<Answer> {
    const { authorizer, body } = call.request;
    const [answer, authorization] = await this.#authorizeAndSend(call);
    if (answer.status !== 401 || authorizer === undefined || authorization === undefined) return answer;
    authorizer.rejected(authorization);
    if (call.renewed || !isResendable(body)) return answer;
    call.renewed = true;
    answer.discard();
    call.watch.arm('deadline');
    const [second, renewed] = await this.#authorizeAndSend(call);
    if (second.status === 401 && renewed !== undefined) authorizer.rejected(renewed);
    return second;
  }

  async #authorizeAndSend(call: Call): Promise<[Answer, string | undefined]> {
    const { request, watch } = call;
    const url = await this.#locate(call);
    const headers = orderedHeaders(request, call.requestId);
    const { method, body, authorizer } = request;
    const authorization = await authorizer?.authorize({ method, url, headers, body }, watch);
    const signed = authorization === undefined ? headers : { authorization, ...headers };
    const { cancellation } = watch;
    const answer = await this.#transmit(call, url, { method, url, headers: signed, body, cancellation });
    return [answer, authorization];
  }

  async #locate(call: Call): Promise<URL> {
    const { request, watch } = call;
    const { host, authorizer, path, pathByCredential, service } = request;
    if (typeof host !== 'string') authorizer?.prepare?.(watch);
    const name = typeof host === 'string' ? host : await host.host(service, watch);
    // Asked for each attempt: a rejection may have brought a secret of the other kind.
    const kind = pathByCredential && (await authorizer?.credentialKind?.(watch));
    // Looked up again for each attempt: CSDS caches it, and a host can move.
    call.url = this.#parts.hostPolicy.url(name, (kind && pathByCredential?.[kind]) ?? path);
    return call.url;
  }

  async #transmit(call: Call, url: URL, request: TransportRequest): Promise<Answer> {
    const { watch, label, requestId } = call;
    const { transport, redactor, limits } = this.#parts;
    watch.arm('headers', call.request.limits.timeoutMs ?? limits.timeoutMs);
    this.#publish('start', call, () => ({}));
    try {
      const response = await transport.send(request);
      const { bodyIdleMs } = limits;
      return new Answer(response, { url, requestId, label, watch, bodyIdleMs, redactor });
    } catch (error) {
      throw callFailure(error, watch, url.host, `${label}: the request failed`, redactor);
    }
  }

  #publish(name: keyof RequestChannels, call: Call, more: () => Partial<RequestMessage>): void {
    const channel = this.#parts.channels[name];
    if (!channel.hasSubscribers) return;
    const { request, requestId, attempt, url } = call;
    const message: RequestMessage = {
      service: request.service,
      operation: request.operation,
      method: request.method,
      requestId,
      host: url?.host ?? '',
      path: this.#parts.redactor.text(url?.pathname ?? request.path.replace(/\?.*$/s, '')),
      attempt,
      ...more(),
    };
    channel.publish(Object.freeze(message));
  }
}

function isResendable(body: PipelineRequest['body']): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
}

/** After `authorization`: `x-request-id`, `user-agent`, then the rest in the order given. */
function orderedHeaders(request: PipelineRequest, requestId: string): Record<string, string> {
  const { authorization: _ours, ...rest } = request.headers;
  return { 'x-request-id': requestId, 'user-agent': USER_AGENT, ...rest };
}

function failureCode(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'aborted';
}
