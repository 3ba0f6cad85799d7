import type { ApiCall, CallOptions } from '../api-call.js';
import { defineApi, type Operation } from '../define-api.js';
import {
  eventId,
  eventSource,
  externalSystem,
  functionUuid,
  type InvokeByEventParams,
  type InvokeByEventV1Params,
  type InvokeFunctionParams,
  type InvokeFunctionV1Params,
  type IsImplementedParams,
  type IsImplementedV1Params,
  idInQuery,
  invocationBody,
} from './params.js';

/** Answer of one function that an event invoked. Inferred from LivePerson's own clients. */
export interface EventInvocation<T = unknown> {
  /** UUID of the function. */
  uuid: string;
  /** When it was invoked. The format is not documented: ISO 8601 text or milliseconds since the epoch. */
  timestamp: string | number | null;
  /** What the function returned. */
  result: T | null;
}

/** Whether functions listen to an event. Inferred from LivePerson's own clients. */
export interface EventImplementation {
  /** Whether at least one productive function listens. */
  implemented: boolean;
}

/**
 * Functions API: invokes the productive functions of the account. An invocation is not sent again once
 * it may have reached the function, except when the gateway refused it for being busy (429).
 */
export interface FunctionsApi {
  /**
   * Invokes one function and waits for what it returns: 35 s, unless the call or the toolbelt names a `deadlineMs`.
   * A function may run for 30 s (documented), and a call that gives up does not stop it. Within a function pass
   * what is left of its own 30 s.
   *
   * @typeParam T What the function returns. It is not checked.
   * @example
   * const order = await lp.functions.invoke<{ synced: boolean }>({
   *   functionUuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21',
   *   payload: { orderId: 'A-1001' },
   * });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {FunctionError} The function threw, or ran for too long (status 901).
   * @throws {HttpError} 404: there is no such productive function; or another error.
   */
  invoke<T = unknown>(params: InvokeFunctionParams, options?: CallOptions): ApiCall<T>;
  /**
   * Invokes every productive function that listens to an event and waits for what they return, as long as `invoke`.
   *
   * @typeParam T What the functions return. It is not checked.
   * @example
   * const answers = await lp.functions.invokeByEvent({
   *   eventId: 'controllerbot_messaging_new_conversation',
   *   payload: { conversationId: '7f1c2a90-5b3e-5d11-9c41-0a2b3c4d5e6f' },
   * });
   * for (const { uuid, result } of answers) console.log(uuid, result);
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {FunctionError} A function threw, or ran for too long (status 901).
   * @throws {HttpError} 404: no productive function listens; or another error.
   */
  invokeByEvent<T = unknown>(
    params: InvokeByEventParams,
    options?: CallOptions,
  ): ApiCall<EventInvocation<T>[]>;
  /**
   * Tells whether a productive function listens to an event.
   *
   * @example
   * const { implemented } = await lp.functions.isImplemented({ eventId: 'conversational_command' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {HttpError} The server answered with an error.
   */
  isImplemented(params: IsImplementedParams, options?: CallOptions): ApiCall<EventImplementation>;
  /**
   * Invokes one function of the V1 platform. It waits as long as `invoke`.
   *
   * @deprecated LivePerson replaced the V1 platform by V2: use `invoke`.
   * @typeParam T What the function calls back with. It is not checked.
   * @example
   * await lp.functions.invokeV1({ functionUuid: '3f1c2d84-9b7e-4a55-8c0d-5a1f6e7b9c21', payload: {} });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {FunctionError} The function failed (status 901).
   * @throws {HttpError} 404: there is no such deployed function; or another error.
   */
  invokeV1<T = unknown>(params: InvokeFunctionV1Params, options?: CallOptions): ApiCall<T>;
  /**
   * Invokes every function of the V1 platform that listens to an event. It waits as long as `invoke`.
   *
   * @deprecated LivePerson replaced the V1 platform by V2: use `invokeByEvent`.
   * @typeParam T What the functions call back with. It is not checked.
   * @example
   * await lp.functions.invokeByEventV1({ eventId: 'conversational_command', payload: { command: 'hi' } });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {FunctionError} A function failed (status 901).
   * @throws {HttpError} 404: no deployed function listens; or another error.
   */
  invokeByEventV1<T = unknown>(
    params: InvokeByEventV1Params,
    options?: CallOptions,
  ): ApiCall<EventInvocation<T>[]>;
  /**
   * Tells whether a function of the V1 platform listens to an event.
   *
   * @deprecated LivePerson replaced the V1 platform by V2: use `isImplemented`.
   * @example
   * const { implemented } = await lp.functions.isImplementedV1({ eventId: 'conversational_command' });
   * @throws {ParameterError} An argument is wrong; nothing was sent.
   * @throws {HttpError} The server answered with an error.
   */
  isImplementedV1(params: IsImplementedV1Params, options?: CallOptions): ApiCall<EventImplementation>;
}

const invoke = {
  summary: 'Invokes one function',
  method: 'POST',
  path: '/api/account/{accountId}/lambdas/{functionUuid}/invoke',
  parameters: () => ({
    functionUuid: functionUuid(),
    ...invocationBody(),
    skillId: idInQuery(),
    eventSource: eventSource(),
  }),
  // The body is what the function returns, and a function may return nothing.
  empty: () => undefined,
  repeatable: false,
  longRunning: true,
} satisfies Operation;

const invokeByEvent = {
  summary: 'Invokes every function that listens to an event',
  method: 'POST',
  path: '/api/account/{accountId}/events/{eventId}/invoke',
  parameters: () => ({
    eventId: eventId(),
    ...invocationBody(),
    skillId: idInQuery(),
    eventSource: eventSource(),
  }),
  repeatable: false,
  longRunning: true,
} satisfies Operation;

const isImplemented = {
  summary: 'Whether a function listens to an event',
  method: 'GET',
  path: '/api/account/{accountId}/events/{eventId}/isImplemented',
  parameters: () => ({ eventId: eventId(), skillId: idInQuery(), userId: idInQuery() }),
} satisfies Operation;

const v1Parameters = () => ({ skillId: idInQuery(), externalSystem: externalSystem() });
const v1InvocationParameters = () => ({ ...invocationBody(), ...v1Parameters(), userId: idInQuery() });

/** Row 19 of the privilege table. */
export const functions = defineApi<FunctionsApi>({
  id: 'functions',
  title: 'Functions API',
  privilege: 'Invoke',
  scope: 'faas.lambda.invoke',
  service: 'faasGW',
  // The management of functions on faasUI is owned, too: it wants the bearer of a user, not this key.
  owns: [
    '/api/account/{accountId}/lambdas',
    '/api/account/{accountId}/functions',
    '/api/account/{accountId}/deployments',
    '/api/account/{accountId}/schedules',
    '/api/account/{accountId}/events',
    '/api/account/{accountId}/reports',
    '/api/account/{accountId}/logs',
    '/api/account/{accountId}/runtimes',
    '/api/account/{accountId}/proxy-settings',
  ],
  operations: {
    invoke,
    invokeByEvent,
    isImplemented,
    invokeV1: {
      ...invoke,
      summary: 'Invokes one function of the V1 platform',
      deprecated: 'LivePerson replaced the V1 platform by V2: use invoke',
      parameters: () => ({ functionUuid: functionUuid(), ...v1InvocationParameters() }),
      query: { v: '1' },
    },
    invokeByEventV1: {
      ...invokeByEvent,
      summary: 'Invokes every function of the V1 platform that listens to an event',
      deprecated: 'LivePerson replaced the V1 platform by V2: use invokeByEvent',
      parameters: () => ({ eventId: eventId(), ...v1InvocationParameters() }),
      query: { v: '1' },
    },
    isImplementedV1: {
      ...isImplemented,
      summary: 'Whether a function of the V1 platform listens to an event',
      deprecated: 'LivePerson replaced the V1 platform by V2: use isImplemented',
      parameters: () => ({ eventId: eventId(), ...v1Parameters() }),
      query: { v: '1' },
    },
  },
});
