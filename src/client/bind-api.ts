import type { AnswerType } from '../apis/answer-type.js';
import { answers } from '../apis/answers.generated.js';
import type { ApiCall, ApiResponse, CallOptions } from '../apis/api-call.js';
import type { ApiDefinition, Operation } from '../apis/define-api.js';
import type { DefaultContext } from '../apis/parameter.js';
import { LONGEST_TIMER_MS } from '../config/clock.js';
import { nameCall, ToolBeltError } from '../errors/toolbelt-error.js';
import { call } from '../http/call.js';
import type { CallRequest, Policy } from '../http/engine.js';
import { keptOr } from '../http/kept.js';
import { startedCall, startedList } from './api-calls.js';
import { checkCallOptions } from './call-options.js';
import type { OperationParts } from './client-parts.js';
import { listItems } from './list-items.js';
import { once, oncePer } from './once.js';
import { openStream } from './open-stream.js';
import { PreparedOperation } from './parameters.js';
import { readTypedAnswer } from './typed-answer.js';

/** The operations of an API that are ready, by name. */
const operationsOf = /* @__PURE__ */ oncePer((_api: ApiDefinition) => new Map<string, PreparedOperation>());

/** A typed method before its types: parameters and options in, a call out. */
export type BoundMethod = (params?: unknown, options?: CallOptions) => ApiCall<unknown>;

/** A namespace of the client: one method per operation of an API. Tests may replace its methods. */
export function bindApi(api: ApiDefinition, resolve: () => OperationParts): Record<string, BoundMethod> {
  const methods = Object.entries(api.operations).map(([name, operation]): [string, BoundMethod] => [
    name,
    (params, options) => start(api, name, operation, params, options ?? {}, resolve),
  ]);
  return Object.fromEntries(methods);
}

function start(
  api: ApiDefinition,
  method: string,
  operation: Operation,
  params: unknown,
  options: CallOptions,
  resolve: () => OperationParts,
): ApiCall<unknown> {
  const name = `${api.id}.${method}`;
  // A list speaks for the account that its first page was asked of, whoever is the default when it goes on.
  const parts = once(resolve);
  const send = (given: unknown) => sendOperation(api, name, operation, given, options, parts);
  if (operation.items === undefined) return startedCall(send(params));
  const slices = once(() =>
    naming(name, () => prepare(api, name, operation).slices(params, timeOf(parts()))),
  );
  const first = (async () => await send(slices()[0]))();
  const sendPage = (given: unknown) => send(given).then(({ data }) => data);
  return startedList(first, (firstPage) =>
    listItems(name, operation, { slices, first: firstPage }, sendPage),
  );
}

async function sendOperation(
  api: ApiDefinition,
  name: string,
  operation: Operation,
  params: unknown,
  options: CallOptions,
  resolve: () => OperationParts,
): Promise<ApiResponse<unknown>> {
  const { parts, prepared, request } = naming(name, () =>
    readyToSend(api, name, operation, params, options, resolve),
  );
  const { engine, checker } = parts;
  const answerParts = { api, prepared, checker, redactor: engine.redactor };
  if (operation.streams) return openStream(request, answerParts, parts);
  return call(engine, request, (answer) => readTypedAnswer(answer, request.headers, answerParts));
}

/**
 * A call of an operation before it is sent.
 *
 * @throws {ParameterError} naming the parameter and the rule.
 */
export function readyToSend(
  api: ApiDefinition,
  name: string,
  operation: Operation,
  params: unknown,
  options: CallOptions,
  resolve: () => OperationParts,
): { parts: OperationParts; prepared: PreparedOperation; request: CallRequest } {
  const parts = resolve();
  checkCallOptions(options);
  const prepared = prepare(api, name, operation);
  const wire = prepared.toWire(params, parts, timeOf(parts));
  const { hosts, links, authorizers } = parts;
  const request: CallRequest = {
    service: operation.service ?? api.service,
    operation: name,
    host: wire.host === undefined ? hosts : links.check(wire.host),
    method: operation.method,
    path: wire.path,
    headers: wire.headers,
    body: wire.body,
    authorizer: authorizers.with(options.appKeySecretName ?? parts.appKeySecretName),
    signal: options.signal,
    policy: policyFor(operation, options, parts),
  };
  return { parts, prepared, request };
}

function timeOf({ engine }: OperationParts): DefaultContext {
  return { now: engine.clock.now() };
}

/** What fails before anything is sent knows its operation, too; its stack begins where its caller is near. */
function naming<T>(operation: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ToolBeltError) Error.captureStackTrace(nameCall(error, operation), naming);
    throw error;
  }
}

function policyFor(
  operation: Operation,
  options: CallOptions,
  { invocationDeadlineMs }: OperationParts,
): Policy {
  const { timeoutMs, deadlineMs, retry } = options;
  const { method, throttledStatus } = operation;
  return {
    // The deadline holds all the same; it is the shorter one.
    timeoutMs: timeoutMs ?? (operation.longRunning ? LONGEST_TIMER_MS : undefined),
    deadlineMs: deadlineMs ?? (operation.longRunning ? invocationDeadlineMs : undefined),
    retry,
    repeatable: operation.repeatable ?? method === 'GET',
    throttled: throttledStatus === undefined ? undefined : [429, throttledStatus],
  };
}

function prepare(api: ApiDefinition, name: string, operation: Operation): PreparedOperation {
  return keptOr<string, PreparedOperation>(
    operationsOf(api),
    name,
    () => new PreparedOperation(name, operation, answerOf(name)),
  );
}

/** `npm run answers` gives one to each operation, and a test looks whether it did. */
function answerOf(name: string): AnswerType {
  return answers[name as keyof typeof answers];
}
