import { functions } from '../apis/functions/functions.js';
import { answerError } from '../client/answer-error.js';
import { readyToSend } from '../client/bind-api.js';
import type { ClientParts } from '../client/client-parts.js';
import { joinedHeaders } from '../client/typed-answer.js';
import { LONGEST_TIMER_MS } from '../config/clock.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { FunctionError } from '../errors/function-error.js';
import { OrchestratorError, type OrchestratorResponse } from '../errors/orchestrator-error.js';
import { ParameterError } from '../errors/parameter-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { call } from '../http/call.js';
import type { Policy } from '../http/engine.js';
import { jsonOrText } from '../http/json.js';
import type { Redactor } from '../http/redact.js';
import type { Orchestration, OrchestratorInvocation, SettledInvocation } from './options.js';

/** An invocation whose arguments are right; its request only lacks its limits. */
export interface ReadyInvocation extends Pick<SettledInvocation, 'uuid' | 'retries' | 'retryFunction'> {
  readonly ready: ReturnType<typeof readyToSend>;
}

/** What differs from one sending to another. */
export interface SendOptions extends Pick<Orchestration, 'json'> {
  /** Milliseconds of all attempts. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Codes of credentials in the words of this client. */
const OWN_CODES: Readonly<Record<string, string>> = Object.freeze({
  [ErrorCodes.LpClient.Creds.Format]: ErrorCodes.OrchestratorFN.Creds.Format,
  [ErrorCodes.LpClient.Creds.Failure]: ErrorCodes.OrchestratorFN.Creds.Failure,
});

/** @throws {ParameterError} which names the invocation. */
export function makeReady(
  resolve: () => ClientParts,
  { uuid, payload, headers, retries, retryFunction }: SettledInvocation,
  index: number,
  appKeySecretName: string | undefined,
): ReadyInvocation {
  const { invoke } = functions.operations;
  const params = { functionUuid: uuid, payload, headers };
  try {
    const ready = readyToSend(functions, 'functions.invoke', invoke, params, { appKeySecretName }, resolve);
    return { uuid, retries, retryFunction, ready };
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new ParameterError(
      `invocations.${index}.${error.parameter}`,
      `invocations[${index}]: ${error.message}`,
    );
  }
}

/** Invokes a function. @throws {OrchestratorError} for whatever fails. */
export async function send(
  invocation: ReadyInvocation,
  { limitMs, json, signal }: SendOptions,
): Promise<OrchestratorResponse> {
  const { uuid, ready } = invocation;
  const { parts, request } = ready;
  try {
    if (limitMs <= 0) throw timeout(uuid, 'The deadline was over before it could be sent.');
    const limited = { ...request, signal, policy: policyOf(invocation, limitMs) };
    return await call(parts.engine, limited, (answer) => receive(answer, invocation, json));
  } catch (error) {
    throw told(error, uuid, parts.engine.redactor);
  }
}

function policyOf({ uuid, retries, retryFunction }: ReadyInvocation, limitMs: number): Policy {
  const policy: Policy = {
    timeoutMs: LONGEST_TIMER_MS,
    deadlineMs: limitMs,
    // As the official toolbelt does: who must not be invoked twice has `retries: 0`.
    repeatable: true,
    retry: retries === 0 ? false : { attempts: retries + 1 },
  };
  if (retryFunction === undefined) return policy;
  // It alone decides, after a 429 too.
  return { ...policy, throttled: [], again: asked(uuid, retryFunction) };
}

function asked(
  uuid: string,
  retryFunction: NonNullable<OrchestratorInvocation['retryFunction']>,
): Policy['again'] {
  return (status, failure) => {
    const again: unknown = retryFunction(status, failure ?? statusError(uuid, status));
    // A promise would count as yes, whatever it comes to.
    if (typeof again !== 'object') return Boolean(again);
    throw new Error('retryFunction must give true or false at once; it gave an object, perhaps a promise');
  };
}

function statusError(uuid: string, statusCode: number | undefined): OrchestratorError {
  const message = `The invocation was answered with status ${statusCode}.`;
  return new OrchestratorError(ErrorCodes.OrchestratorFN.Invocation.StatusError, message, {
    uuid,
    statusCode,
  });
}

async function receive(
  answer: Answer,
  { uuid, ready }: ReadyInvocation,
  json: boolean,
): Promise<OrchestratorResponse> {
  const { status } = answer;
  if (status >= 200 && status <= 299) {
    const text = await answer.text();
    const body = json ? jsonOrText(text) : text;
    return { uuid, body, headers: joinedHeaders(answer), statusCode: status };
  }
  const { redactor } = ready.parts.engine;
  const text = await answer.errorText();
  const shown = redactor.text(text);
  const cause = answerError(answer, text, { api: functions, prepared: ready.prepared, redactor });
  const code = cause instanceof FunctionError ? cause.code : ErrorCodes.OrchestratorFN.Invocation.StatusError;
  throw new OrchestratorError(code, cause.message, {
    uuid,
    statusCode: status,
    headers: joinedHeaders({ headers: redactor.headers(answer.headers) }),
    originalError: json ? jsonOrText(shown) : shown,
    cause,
  });
}

function told(error: unknown, uuid: string, redactor: Redactor): OrchestratorError {
  if (error instanceof OrchestratorError) return error;
  if (error instanceof TimeoutError) {
    return timeout(uuid, `It took longer than the ${error.limitMs} ms it had, and was ended.`, error);
  }
  if (error instanceof ToolBeltError) {
    return new OrchestratorError(OWN_CODES[error.code] ?? error.code, error.message, { uuid, cause: error });
  }
  const cause = redactor.cause(error);
  return new OrchestratorError(ErrorCodes.OrchestratorFN.General, cause.message, { uuid, cause });
}

function timeout(uuid: string, message: string, cause?: unknown): OrchestratorError {
  return new OrchestratorError(ErrorCodes.OrchestratorFN.Timeout, `Function ${uuid}: ${message}`, {
    uuid,
    cause,
  });
}
