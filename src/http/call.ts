import { randomUUID } from 'node:crypto';
import { elapsed } from '../config/elapsed.js';
import { platformTraceId } from '../config/environment.js';
import { USER_AGENT } from '../config/version.js';
import { NetworkError } from '../errors/network-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { copyForCaller, nameCall, ToolBeltError } from '../errors/toolbelt-error.js';
import { Answer, callFailure } from './answer.js';
import type { Authorization } from './authorizer.js';
import { raceAbort, signalOf } from './cancellation.js';
import type { CallRequest, Engine, Receive } from './engine.js';
import {
  isDeadOnReuse,
  isPassing,
  isRetryable,
  isThrottled,
  type RetryRules,
  retryRules,
  retryWait,
  waitsForThrottling,
} from './judge.js';
import { CallLimits } from './limits.js';
import { publish, publishFailure } from './publish.js';
import { type Outcome, repeat } from './repeat.js';
import { readRetryAfter } from './retry-after.js';
import { sendAround } from './send-around.js';
import type { HostThrottle, Wave } from './throttling.js';

/** A call over all its attempts. */
interface Call {
  readonly engine: Engine;
  readonly request: CallRequest;
  readonly limits: CallLimits;
  readonly rules: RetryRules;
  readonly requestId: string;
  readonly label: string;
  /** The attempt under way, from 1. */
  attempt: number;
  /** Attempts that count: those that were throttled do not. */
  counted: number;
  /** Requests that were sent, those of renewed authorisations and dead connections among them. */
  sends: number;
  url: URL | undefined;
  /** Answers of all that was sent; their bodies end with the call. */
  readonly answers: Answer[];
  /** A 401, which stands if no other authorisation can be had. */
  refused: { readonly authorization: Authorization; readonly answer: Answer } | undefined;
  wasThrottled: boolean;
  /** A connection that had died while it was idle was not the fault of the attempt. */
  wasSentOnceMore: boolean;
}

const AT_ONCE = Object.freeze({ waitMs: undefined });

/**
 * The way of every request: it is located and authorised side by side, signed and sent, and judged; then it is
 * attempted again, or `receive` makes a value of its answer. All that is within the deadline.
 *
 * @throws {ToolBeltError} with `operation`, and `attempts` if there were several; what aborts `request.signal` itself.
 */
export async function call<T>(engine: Engine, request: CallRequest, receive: Receive<T>): Promise<T> {
  const state = begin(engine, request);
  try {
    state.limits.throwIfAborted();
    state.limits.arm('deadline');
    return await repeat(
      () => attempt(state, receive),
      (waitMs) => pause(state, waitMs),
    );
  } catch (error) {
    throw told(state, error);
  } finally {
    for (const answer of state.answers) answer.drop();
    state.limits.close();
  }
}

/** A call whose value is its answer as soon as the headers are there; the body is left to whoever reads it. */
export function open(engine: Engine, request: CallRequest): Promise<Answer> {
  return call(engine, request, (answer) => answer.handOut());
}

/** One attempt, from the look-up of the host to the value, or to the judgement that there is to be another one. */
async function attempt<T>(state: Call, receive: Receive<T>): Promise<Outcome<T>> {
  const { request, refused } = state;
  try {
    const place = located(state);
    // What is known already is not waited for.
    const [host, authorization] = place instanceof Promise ? await place : place;
    const stands = refused !== undefined && refused.authorization === authorization;
    if (!stands) refused?.answer.discard();
    const answer = stands ? refused.answer : await inTurn(state, host, authorization);
    const again = stands ? undefined : judgeAnswer(state, answer, authorization, host);
    if (again !== undefined) return again;
    const value = await receive(answer);
    publish(state, 'end', { status: answer.status });
    return { value };
  } catch (error) {
    // The reason of the caller's abort may look like a failure of the network.
    request.signal?.throwIfAborted();
    const again = judgeFailure(state, error);
    if (again === undefined) throw error;
    return again;
  }
}

type Located = readonly [host: string, authorization: Authorization | undefined];

/** Where the request goes, and in whose name: asked for at each attempt, since a host can move and a token end. */
function located({ request, limits }: Call): Located | Promise<Located> {
  const { host, service, authorizer } = request;
  const { cancellation } = limits;
  const where = typeof host === 'string' ? host : host.host(service, { cancellation });
  const who = authorizer?.authorization({ cancellation });
  if (typeof where === 'string' && !(who instanceof Promise)) return [where, who];
  return raceAbort(Promise.all([where, who]), cancellation).catch((error: unknown) => {
    // Others may have waited for the same host, token or secret.
    throw error instanceof ToolBeltError ? copyForCaller(error) : error;
  });
}

/** Sends the request, when the host takes one more. */
async function inTurn(state: Call, host: string, authorization: Authorization | undefined): Promise<Answer> {
  const throttle = state.engine.throttling.at(host);
  const wave = throttle.tryEnter() ?? (await turn(state, throttle));
  let answer: Answer | undefined;
  try {
    answer = await exchange(state, host, authorization);
    return answer;
  } finally {
    if (answer !== undefined && isThrottled(answer.status, state.rules)) {
      throttle.refused(wave, readRetryAfter(answer.headers, state.engine.clock.now()));
    } else {
      throttle.left(wave, answer !== undefined);
    }
  }
}

function turn(state: Call, throttle: HostThrottle): Wave | Promise<Wave> {
  if (!waitsForThrottling(state.rules)) return throttle.enterAnyway();
  return waiting(state, throttle.enter(state.wasThrottled, state.limits.cancellation));
}

/** Sends the request through what users put around it. */
function exchange(state: Call, host: string, authorization: Authorization | undefined): Promise<Answer> {
  const { engine, request, limits, attempt, requestId } = state;
  const { service, operation, method, path } = request;
  const target = typeof path === 'string' ? path : path.path + path.query(authorization?.kind ?? 'oauth2');
  const url = engine.hostPolicy.url(host, target);
  state.url = url;
  if (engine.around.length === 0) return send(state, url, authorization, undefined);
  const facts = { service, operation, method, host: url.host, path: url.pathname, attempt, requestId };
  return sendAround(engine, facts, limits, (added) => send(state, url, authorization, added));
}

/** Signs and sends. */
async function send(
  state: Call,
  url: URL,
  authorization: Authorization | undefined,
  added: Readonly<Record<string, string>> | undefined,
): Promise<Answer> {
  const { engine, request, limits, requestId, label } = state;
  const { method, body, policy } = request;
  const { transport, redactor } = engine;
  const unsigned = { ...orderedHeaders(request.headers, requestId), ...added };
  const headers =
    authorization === undefined
      ? unsigned
      : { authorization: authorization.header({ method, url, headers: unsigned, body }), ...unsigned };
  limits.arm('headers', policy.timeoutMs ?? engine.policy.timeoutMs);
  state.sends += 1;
  publish(state, 'start', {});
  try {
    const response = await transport.send({ method, url, headers, body, cancellation: limits.cancellation });
    const bodyIdleMs = policy.bodyIdleMs ?? engine.policy.bodyIdleMs;
    const { operation } = request;
    const { attempt, sends } = state;
    const context = { url, requestId, operation, label, attempt, sends, limits, bodyIdleMs, redactor };
    const answer = new Answer(response, context);
    state.answers.push(answer);
    return answer;
  } catch (error) {
    throw callFailure(error, limits, url.host, `${label}: the request failed`, redactor);
  }
}

/** After `authorization`: `x-request-id`, `user-agent`, then the rest in the order given. */
function orderedHeaders(given: CallRequest['headers'], requestId: string): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': requestId, 'user-agent': USER_AGENT, ...given };
  if (headers.authorization !== undefined) delete headers.authorization;
  return headers;
}

/** @returns undefined when this is the answer of the call. */
function judgeAnswer(
  state: Call,
  answer: Answer,
  authorization: Authorization | undefined,
  host: string,
): Outcome<never> | undefined {
  const { engine, rules } = state;
  const { status } = answer;
  if (status === 401 && authorization !== undefined) return judgeRefusal(state, answer, authorization);
  if (isThrottled(status, rules)) {
    const { waitMs } = engine.throttling.at(host);
    if (!rules.resendable || !waitsForThrottling(rules) || waitMs >= state.limits.remainingMs)
      return undefined;
    state.wasThrottled = true;
    publish(state, 'retry', { status, waitMs });
    answer.discard();
    state.attempt += 1;
    // It waits for its turn, with the others.
    return AT_ONCE;
  }
  if (!isPassing(status, rules)) return undefined;
  const again = attemptLater(state, answer);
  if (again !== undefined) answer.discard();
  return again;
}

/** A 401 is sent again once, with a renewed authorisation, if there is one. */
function judgeRefusal(state: Call, answer: Answer, authorization: Authorization): Outcome<never> | undefined {
  authorization.rejected();
  if (state.refused !== undefined || !state.rules.resendable) return undefined;
  answer.hold();
  state.refused = { authorization, answer };
  return AT_ONCE;
}

function judgeFailure(state: Call, error: unknown): Outcome<never> | undefined {
  const { request, rules } = state;
  if (typeof request.host !== 'string' && mayHaveMoved(error)) request.host.unreachable?.(request.service);
  if (!state.wasSentOnceMore && isDeadOnReuse(error, rules)) {
    state.wasSentOnceMore = true;
    return AT_ONCE;
  }
  return isRetryable(error, rules) ? attemptLater(state, undefined, error) : undefined;
}

/** Whether no connection was made, or none that anybody answers on. */
function mayHaveMoved(error: unknown): boolean {
  if (error instanceof TimeoutError) return error.phase === 'headers';
  return error instanceof NetworkError && !error.sent && !error.reusedSocket;
}

/** @returns undefined when this was the last attempt, or the wait would outlive the deadline. */
function attemptLater(state: Call, answer: Answer | undefined, error?: unknown): Outcome<never> | undefined {
  const waitMs = retryWait(state.counted, answer?.headers, state.rules, state.engine.clock);
  if (waitMs === undefined || waitMs >= state.limits.remainingMs) return undefined;
  if (answer === undefined) publishFailure(state, 'retry', error, { waitMs });
  else publish(state, 'retry', { status: answer.status, waitMs });
  state.attempt += 1;
  state.counted += 1;
  return { waitMs };
}

async function pause(state: Call, waitMs: number | undefined): Promise<void> {
  const { limits, engine } = state;
  limits.renew();
  if (waitMs !== undefined) await waiting(state, engine.clock.sleep(waitMs, signalOf(limits.cancellation)));
}

/** Lets the deadline know of time that only the clock of the waits saw pass. */
async function waiting<T>({ engine, limits }: Call, wait: Promise<T>): Promise<T> {
  const skippedMs = engine.clock.elapsed() - elapsed();
  try {
    return await wait;
  } finally {
    limits.skip(engine.clock.elapsed() - elapsed() - skippedMs);
  }
}

function begin(engine: Engine, request: CallRequest): Call {
  const { policy, operation, method, service, signal, body } = request;
  const label = operation === 'raw' ? `${method} on ${service}` : operation;
  const {
    timeoutMs = engine.policy.timeoutMs,
    bodyIdleMs = engine.policy.bodyIdleMs,
    deadlineMs = engine.policy.deadlineMs,
    maxAnswerBytes = engine.policy.maxAnswerBytes,
    retry = engine.policy.retry,
  } = policy;
  const wakeMs = Math.min(timeoutMs, bodyIdleMs);
  return {
    engine,
    request,
    label,
    limits: new CallLimits({ label, deadlineMs, wakeMs, maxAnswerBytes, signal }),
    rules: retryRules(policy, retry, isResendable(body)),
    requestId: request.headers['x-request-id'] ?? platformTraceId() ?? randomUUID(),
    attempt: 1,
    counted: 1,
    sends: 0,
    url: undefined,
    answers: [],
    refused: undefined,
    wasThrottled: false,
    wasSentOnceMore: false,
  };
}

function isResendable(body: CallRequest['body']): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
}

/** The error as its caller gets it: it names the call, and its stack the line that made it. */
function told(state: Call, error: unknown): unknown {
  publishFailure(state, 'error', error);
  const { request, limits, attempt } = state;
  if (!(error instanceof ToolBeltError) || limits.isOfCaller(error)) return error;
  Error.captureStackTrace(nameCall(error, request.operation, attempt), told);
  return error;
}
