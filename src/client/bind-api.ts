import type { ApiCall, ApiResponse, CallOptions } from '../apis/api-call.js';
import type { ApiDefinition, OffsetPaging, Operation } from '../apis/define-api.js';
import { offsetPages, singlePage } from '../http/paginate.js';
import type { CallLimits } from '../http/pipeline.js';
import { StartedCall, StartedList } from './api-calls.js';
import { checkCallOptions, MAX_MS } from './call-options.js';
import { type ClientParts, limitsOf } from './client-parts.js';
import { type Params, PreparedOperation } from './parameters.js';
import { readTypedAnswer } from './typed-answer.js';

/** A typed method before its types: parameters and options in, a call out. */
export type BoundMethod = (params?: unknown, options?: CallOptions) => ApiCall<unknown>;

/** A namespace of the client: one method per operation of an API. */
export function bindApi(
  api: ApiDefinition,
  resolve: () => ClientParts,
): Readonly<Record<string, BoundMethod>> {
  const methods = Object.entries(api.operations).map(([name, operation]): [string, BoundMethod] => [
    name,
    (params, options) => start(api, name, operation, params, options ?? {}, resolve),
  ]);
  return Object.freeze(Object.fromEntries(methods));
}

function start(
  api: ApiDefinition,
  method: string,
  operation: Operation,
  params: unknown,
  options: CallOptions,
  resolve: () => ClientParts,
): ApiCall<unknown> {
  const name = `${api.id}.${method}`;
  const send = (given: unknown) => sendOperation(api, name, operation, given, options, resolve);
  const first = send(params);
  if (operation.items === undefined) return new StartedCall(first);
  // The items of a page are found by the operation that made it; the table cannot name the page's type.
  const items = operation.items as (page: unknown) => readonly unknown[];
  const { paging } = operation;
  return new StartedList(first, (firstPage) =>
    paging === undefined
      ? singlePage(firstPage, items)
      : offsetPages(firstPage, {
          ...position(paging, params),
          items,
          total: paging.total as (page: unknown) => number,
          fetch: async (offset) => (await send({ ...(params as Params), [paging.offset]: offset })).data,
        }),
  );
}

function position(paging: OffsetPaging, params: unknown): { offset: number; limit: number } {
  const given = (params ?? {}) as Params;
  const number = (name: string, fallback: number) => {
    const value = given[name];
    return typeof value === 'number' ? value : fallback;
  };
  return { offset: number(paging.offset, 0), limit: number(paging.limit, paging.defaultLimit) };
}

async function sendOperation(
  api: ApiDefinition,
  name: string,
  operation: Operation,
  params: unknown,
  options: CallOptions,
  resolve: () => ClientParts,
): Promise<ApiResponse<unknown>> {
  const parts = resolve();
  checkCallOptions(options);
  const prepared = prepare(parts, name, operation);
  const wire = prepared.toWire(params, parts.accountId, { now: parts.clock.now() });
  const { pipeline, hosts, checker, redactor } = parts;
  return pipeline.send(
    {
      service: api.service,
      operation: name,
      host: hosts,
      method: operation.method,
      path: wire.path,
      headers: wire.headers,
      body: wire.body,
      repeatable: operation.repeatable ?? operation.method === 'GET',
      throttledStatus: operation.throttledStatus,
      authorizer: parts.authorizer(options.appKeySecretName ?? parts.appKeySecretName),
      limits: limitsFor(operation, options),
    },
    (answer) => readTypedAnswer(answer, wire.headers, { api, prepared, checker, redactor }),
  );
}

function limitsFor(operation: Operation, options: CallOptions): CallLimits {
  const limits = limitsOf(options);
  // The deadline holds all the same; it is the shorter one.
  return operation.longRunning && limits.timeoutMs === undefined ? { ...limits, timeoutMs: MAX_MS } : limits;
}

function prepare({ prepared }: ClientParts, name: string, operation: Operation): PreparedOperation {
  const known = prepared.get(name);
  if (known !== undefined) return known;
  const made = new PreparedOperation(name, operation);
  prepared.set(name, made);
  return made;
}
