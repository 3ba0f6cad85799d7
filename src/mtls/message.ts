import type { Readable } from 'node:stream';
import { type CallControls, controlTable } from '../client/call-options.js';
import { type LPBody, type LPHeaders, normaliseBody, normaliseHeaders } from '../client/request-options.js';
import { joinedHeaders } from '../client/typed-answer.js';
import { flag, milliseconds, type OptionTable, optionProblem } from '../config/options.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { MTLSError } from '../errors/mtls-error.js';
import { NetworkError } from '../errors/network-error.js';
import { ParameterError } from '../errors/parameter-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import { TimeoutError } from '../errors/timeout-error.js';
import type { Answer } from '../http/answer.js';
import type { Policy } from '../http/engine.js';
import { isRead } from '../http/headers.js';
import { formatJson, jsonOrText } from '../http/json.js';
import type { Redactor } from '../http/redact.js';

/** Which client it is, as errors name it. */
export type Component = 'MTLS' | 'LP-MTLS';

/** Options of a call of `LPMtlsClient`. */
export interface LPMtlsOptions extends CallControls {
  /** Milliseconds of the whole call; the same as `timeoutMs` and `deadlineMs` together. @default their defaults */
  timeout?: number | undefined;
  /**
   * Sends the body as JSON, of the type `application/json` unless the headers name another, and gives that of the answer
   * parsed, where it is JSON. @default false
   */
  json?: boolean | undefined;
}

/** Options of a call of `MTLSClient`. */
export interface MTLSOptions extends LPMtlsOptions {
  /**
   * Takes a certificate of the server that was issued by itself or by an authority unknown here. Name and dates are
   * checked all the same. Better: pass the authority as `ca` to `MTLSClient`. @default false
   */
  allowSelfSigned?: boolean | undefined;
}

/** The answer to a call of `MTLSClient` or `LPMtlsClient`: of any status. */
export interface MTLSResponse {
  statusCode: number;
  /** Names in lower case; values of equal names joined by a comma. */
  headers: Record<string, string>;
  /** Text, or with `json` the value, where the text is JSON. Absent after `head` and `options`. */
  body?: unknown;
}

/** A body in any form that `fetch` takes; with `json` any value that JSON has. */
export type MTLSBody = LPBody | object | number | boolean;

const lpTable = {
  ...controlTable,
  timeout: { check: milliseconds() },
  json: { check: flag },
} as const satisfies OptionTable<LPMtlsOptions>;

const directTable = {
  ...lpTable,
  allowSelfSigned: { check: flag },
} as const satisfies OptionTable<MTLSOptions>;

/** @throws {ParameterError} also for an option that there is not. */
export function checkMtlsOptions(component: Component, options: MTLSOptions): void {
  const problem = optionProblem(
    `A call of ${component}`,
    options,
    component === 'MTLS' ? directTable : lpTable,
  );
  if (problem !== undefined) throw new ParameterError(problem.name, `${problem.message}. Nothing was sent.`);
}

/** An https URL, as text or as a `URL`, taken apart. @throws {MTLSError} `mtls.invalid-request` */
export function readUrl(component: Component, url: unknown): URL {
  const text = url instanceof URL ? url.href : url;
  const parsed = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  if (parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === '') return parsed;
  throw badRequest(component, 'url must be an absolute https URL without a user in it');
}

/** What is sent: headers by names in lower case, and the body. */
export interface Message {
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | Readable | undefined;
}

/** @throws {ParameterError} for headers that HTTP does not allow. @throws {MTLSError} `mtls.invalid-request` for a body. */
export async function makeMessage(
  component: Component,
  given: LPHeaders | null | undefined,
  content: unknown,
  json: boolean,
): Promise<Message> {
  const headers = normaliseHeaders(given ?? undefined);
  // Some servers refuse a type without a body.
  if (content === undefined || content === null) return { headers, body: undefined };
  const { body, contentType } = json
    ? { body: toJson(component, content), contentType: 'application/json' }
    : await normaliseContent(component, content);
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  return { headers, body };
}

async function normaliseContent(component: Component, content: unknown) {
  try {
    // Some endpoints want a body with GET, which HTTP allows; only `fetch` does not.
    return await normaliseBody('POST', toBytes(content) as LPBody);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw badRequest(
      component,
      'body must be text, bytes, URLSearchParams, FormData, a Blob or a stream; with the option json any value that JSON has',
    );
  }
}

/** Views of other kinds than bytes. */
function toBytes(content: unknown): unknown {
  if (!ArrayBuffer.isView(content) || content instanceof Uint8Array) return content;
  return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
}

function toJson(component: Component, content: unknown): string {
  const text = formatJson(content);
  if (text === undefined) throw badRequest(component, 'body cannot be written as JSON');
  return text;
}

/** Hides a header `authorization` of the caller from all that is told: as a whole, and what follows its scheme. */
export function holdAuthorization(redactor: Redactor, value: string | undefined): void {
  if (value !== undefined) redactor.hold([value, value.replace(/^\S+\s+/, '')]);
}

function badRequest(component: Component, what: string): MTLSError {
  return new MTLSError(component, ErrorCodes.Mtls.BadRequest, `${what}. Nothing was sent.`);
}

export function policyOf(method: string, options: LPMtlsOptions): Policy {
  const { timeout, timeoutMs = timeout, deadlineMs = timeout, retry } = options;
  return { timeoutMs, deadlineMs, retry, repeatable: isRead(method) };
}

export function mtlsResponse(answer: Answer, text: string, json: boolean) {
  return {
    statusCode: answer.status,
    headers: joinedHeaders(answer),
    body: json ? jsonOrText(text) : text,
  };
}

/** The codes of the official toolbelt for what the engine tells. */
export function asMtlsError(component: Component, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new MTLSError(component, code, (error as Error).message, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof TimeoutError) return ErrorCodes.Mtls.Timeout;
  const isOfAnswer = error instanceof NetworkError || error instanceof ResponseValidationError;
  return isOfAnswer ? ErrorCodes.Mtls.General : undefined;
}
