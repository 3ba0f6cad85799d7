import * as z from 'zod/mini';
import { inBody, inHeader, inPath, inQuery, type Parameter, type ParametersOf } from '../parameter.js';
import { encodeTime, headerText, id, type JsonSchema, rule, text, time } from '../parameter-schemas.js';

/** Id of an event that functions listen to: those that are known, or one of your own. */
export type FunctionEventId =
  | 'denver_post_survey_email_transcript'
  | 'conversational_command'
  | 'controllerbot_messaging_new_conversation'
  | 'controllerbot_messaging_ttr'
  | 'controllerbot_messaging_participants_change'
  | 'controllerbot_messaging_conversation_idle'
  | 'controllerbot_messaging_conversation_routing'
  | 'controllerbot_messaging_mid_conversation_msg'
  | 'controllerbot_messaging_conversation_end'
  | 'surveybot_messaging_survey_started'
  | 'surveybot_messaging_survey_ended'
  | 'bot_connectors_post_hook'
  | 'bot_connectors_error_hook'
  | 'bot_connectors_custom_integration'
  | 'bot_connectors_pre_hook'
  | 'crm_widget'
  | (string & {});

/** A header that is handed to a function. */
export interface InvocationHeader {
  /** Name of the header. */
  key: string;
  /** Value of the header. */
  value: string;
}

/** What is handed to the invoked functions. */
export interface InvocationBodyParams {
  /** Any JSON value; the function finds it in `input.payload`. @default {} */
  payload?: unknown;
  /**
   * What the function finds in `input.headers`, as an object or as the list that is sent. These are
   * not headers of the request.
   * @default []
   */
  headers?: Readonly<Record<string, string>> | readonly Readonly<InvocationHeader>[] | undefined;
  /** When the call was made: milliseconds since the epoch, or a `Date`. @default now */
  timestamp?: number | Date | undefined;
}

/** Parameters of `functions.invoke`. */
export interface InvokeFunctionParams extends InvocationBodyParams {
  /** UUID of the function. */
  functionUuid: string;
  /** Invokes only if the function is assigned to this skill. */
  skillId?: number | string | undefined;
  /** Name of the calling system, sent as `LP-EventSource`. @default 'lp-functions-toolbelt' */
  eventSource?: string | undefined;
}

/** Parameters of `functions.invokeByEvent`. */
export interface InvokeByEventParams extends InvocationBodyParams {
  /** Event whose functions are invoked. */
  eventId: FunctionEventId;
  /** Invokes only functions that are assigned to this skill. */
  skillId?: number | string | undefined;
  /** Name of the calling system, sent as `LP-EventSource`. @default 'lp-functions-toolbelt' */
  eventSource?: string | undefined;
}

/** Parameters of `functions.isImplemented`. */
export interface IsImplementedParams {
  /** The event. */
  eventId: FunctionEventId;
  /** Counts only functions that are assigned to this skill. */
  skillId?: number | string | undefined;
  /** Id of a user; its effect is not documented. */
  userId?: number | string | undefined;
}

/** What the invocations of the V1 platform have in common. */
export interface V1InvocationParams extends InvocationBodyParams {
  /** Invokes only functions that are assigned to this skill. */
  skillId?: number | string | undefined;
  /** Id of the user that created the token. */
  userId?: number | string | undefined;
  /** Name of the calling system. @default 'lp-functions-toolbelt' */
  externalSystem?: string | undefined;
}

/** Parameters of `functions.invokeV1`. */
export interface InvokeFunctionV1Params extends V1InvocationParams {
  /** UUID of the function. */
  functionUuid: string;
}

/** Parameters of `functions.invokeByEventV1`. */
export interface InvokeByEventV1Params extends V1InvocationParams {
  /** Event whose functions are invoked. */
  eventId: FunctionEventId;
}

/** Parameters of `functions.isImplementedV1`. */
export interface IsImplementedV1Params {
  /** The event. */
  eventId: FunctionEventId;
  /** Counts only functions that are assigned to this skill. */
  skillId?: number | string | undefined;
  /** Name of the calling system. @default 'lp-functions-toolbelt' */
  externalSystem?: string | undefined;
}

const CALLER = 'lp-functions-toolbelt';

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

export function functionUuid(): Parameter<string> {
  const schema = rule<string>(isUuid, 'the UUID of a function', { type: 'string', format: 'uuid' });
  return inPath(schema);
}

export function eventId(): Parameter<string> {
  return inPath(text('the id of an event, for example conversational_command'));
}

export function idInQuery(): Parameter<number | string | undefined> {
  return inQuery(z.optional(id()), { encode: String });
}

function callerName(): z.ZodMiniType<string | undefined> {
  return z.optional(headerText('the name of the calling system, in ASCII'));
}

export function eventSource(): Parameter<string | undefined> {
  // LivePerson's own client says "Unknown" here, which would hide where a call comes from.
  return inHeader(callerName(), { wire: 'LP-EventSource', fallback: () => CALLER });
}

export function externalSystem(): Parameter<string | undefined> {
  return inQuery(callerName(), { fallback: () => CALLER });
}

/** Parameters of {@link InvocationBodyParams}. LivePerson requires all but the headers; its own clients send all three. */
export function invocationBody(): ParametersOf<InvocationBodyParams> {
  return {
    payload: inBody(payload(), { fallback: () => ({}), required: true }),
    headers: inBody(z.optional(headers()), { encode: encodeHeaders, fallback: () => [] }),
    timestamp: inBody(z.optional(time()), { encode: encodeTime, fallback: ({ now }) => now, required: true }),
  };
}

type InvocationHeaders = NonNullable<InvocationBodyParams['headers']>;

function payload(): z.ZodMiniType {
  // Only the top is looked at: walking a large payload would cost more than sending it.
  const jsonTypes = ['object', 'string', 'number', 'boolean'];
  return z.optional(rule((value) => jsonTypes.includes(typeof value), 'a JSON value', {}));
}

function headers(): z.ZodMiniType<InvocationHeaders> {
  const text: JsonSchema = { type: 'string' };
  const header: JsonSchema = {
    type: 'object',
    properties: { key: text, value: text },
    required: ['key', 'value'],
  };
  return rule<InvocationHeaders>(
    (value) => (Array.isArray(value) ? value.every(isHeader) : isTextRecord(value)),
    'an object of texts, or a list of { key, value }',
    { description: 'what the function finds in its headers', type: 'array', items: header },
  );
}

function isHeader(value: unknown): boolean {
  const { key, value: text } = (value ?? {}) as Partial<Record<keyof InvocationHeader, unknown>>;
  return typeof key === 'string' && typeof text === 'string';
}

function isTextRecord(value: unknown): boolean {
  // A Map or a Headers object has no own entries and would be sent as an empty list. The tag, unlike
  // the prototype, is the same for an object of another realm.
  if (Object.prototype.toString.call(value) !== '[object Object]') return false;
  return Object.values(value as object).every((entry) => typeof entry === 'string');
}

function encodeHeaders(value: InvocationHeaders): InvocationHeader[] {
  if (isHeaderList(value)) return value.map(({ key, value: text }) => ({ key, value: text }));
  return Object.entries(value).map(([key, text]) => ({ key, value: text }));
}

function isHeaderList(value: InvocationHeaders): value is readonly InvocationHeader[] {
  return Array.isArray(value);
}
