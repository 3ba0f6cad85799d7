import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import type { ApiResponse } from '../apis/api-call.js';
import type { AnswerBody, ApiDefinition, Operation } from '../apis/define-api.js';
import { ErrorCodes } from '../errors/error-codes.js';
import { FunctionError } from '../errors/function-error.js';
import { HttpError, type HttpErrorDetails } from '../errors/http-error.js';
import { PrivilegeError } from '../errors/privilege-error.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import type { ToolBeltError } from '../errors/toolbelt-error.js';
import type { Answer } from '../http/answer.js';
import { parseJson, parseJsonObject } from '../http/json.js';
import type { Redactor } from '../http/redact.js';
import { checkShape } from './answer-shape.js';
import type { PreparedOperation } from './parameters.js';
import { ownKeyAdvice } from './privilege-guard.js';
import type { ResponseChecker } from './response-checker.js';

/** Status of a function that failed; it is none of HTTP's (documented). */
const FUNCTION_FAILED = 901;
const EXCERPT_BYTES = 1_024;
const WORDS_LENGTH = 300;

type ToValue = (body: AnswerBody | undefined) => unknown;

export interface TypedAnswerParts {
  readonly api: ApiDefinition;
  readonly prepared: PreparedOperation;
  readonly checker: ResponseChecker;
  readonly redactor: Redactor;
}

/** Makes the value of a typed call of its answer, or the error that it stands for. */
export async function readTypedAnswer(
  answer: Answer,
  sentHeaders: Readonly<Record<string, string>>,
  parts: TypedAnswerParts,
): Promise<ApiResponse<unknown>> {
  const unchanged = answer.status === 304 && sentHeaders['if-match'] !== undefined;
  if (unchanged) {
    await answer.read();
    return withMetadata(answer, undefined);
  }
  const text = isSuccess(answer.status) ? await answer.text() : await answer.errorText();
  const { prepared, checker } = parts;
  const toValue = specialValue(prepared.operation, answer.status, text);
  if (toValue === undefined && !isSuccess(answer.status)) throw failure(answer, text, parts);
  const data = toValue === undefined ? parseData(answer, text, prepared) : toValue(parseJsonObject(text));
  checkPage(prepared, data);
  checker.check(prepared.name, prepared, data);
  return withMetadata(answer, data);
}

/** Hands out the body of an answer as it comes, or throws the error that the answer stands for. */
export async function streamTypedAnswer(
  answer: Answer,
  parts: TypedAnswerParts,
): Promise<ApiResponse<Readable>> {
  if (isSuccess(answer.status)) return withMetadata(answer, answer.stream());
  throw failure(answer, await answer.errorText(), parts);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** How an answer that would be an error, or means something of its own, becomes a value. */
function specialValue(operation: Operation, status: number, text: string): ToValue | undefined {
  const { emptyAnswer, statuses } = operation;
  const saysNothing = emptyAnswer !== undefined && !isSuccess(status) && text.includes(emptyAnswer.text);
  return saysNothing ? emptyAnswer.value : statuses?.[status];
}

function parseData(answer: Answer, text: string, { name, operation }: PreparedOperation): unknown {
  if (text === '' && operation.empty !== undefined) return operation.empty();
  const value = parseJson(text);
  if (value !== undefined) return value;
  const { status } = answer;
  const message =
    text === ''
      ? `has no content (status ${status})`
      : `is no JSON (status ${status}, ${text.length} characters)`;
  throw new ResponseValidationError(name, [{ path: '', message }]);
}

/** What is no answer at all is refused in every mode; whether its fields are right is the checker's matter. */
function checkPage({ name, operation, shape }: PreparedOperation, data: unknown): void {
  checkShape(name, shape(), data);
  // The items are found by the operation that the answer is of; the table cannot name its type.
  if (operation.items === undefined || Array.isArray(operation.items(data as never))) return;
  throw new ResponseValidationError(name, [{ path: '', message: 'holds no list' }]);
}

function withMetadata<T>(answer: Answer, data: T): ApiResponse<T> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  // The method pages name ac-revision, the appendix ETag, for the same revision (documented).
  const revision = headers['ac-revision'] ?? headers.etag;
  const { status, requestId } = answer;
  return { data, status, headers, requestId, ...(revision !== undefined && { revision }) };
}

function failure(answer: Answer, text: string, { api, prepared, redactor }: TypedAnswerParts): ToolBeltError {
  const { status, requestId } = answer;
  const { name } = prepared;
  const told = api.private ? '' : text;
  const { code, words } = serverWords(told, redactor);
  const details: HttpErrorDetails = {
    status,
    requestId,
    headers: redactor.headers(answer.headers),
    service: prepared.operation.service ?? api.service,
    operation: name,
    bodyExcerpt: excerpt(redactor.text(told)),
  };
  if (status === FUNCTION_FAILED) {
    return new FunctionError(code ?? ErrorCodes.Function.Failed, words ?? 'it gave no message', details);
  }
  const said = words === undefined ? '' : `: ${words}`;
  if (status === 403) {
    const message = `${api.title}: the server refused ${name} with status 403${said}. ${ownKeyAdvice(api.title)} Request id ${requestId}.`;
    return new PrivilegeError(api.title, message, { status, requestId });
  }
  const phrase = STATUS_CODES[status];
  const named = phrase === undefined ? `${status}` : `${status} (${phrase})`;
  return new HttpError(`${name} was answered with status ${named}${said}. Request id ${requestId}.`, details);
}

/** Cut after it was redacted, or the beginning of a secret could remain; a character cut in half is left out. */
function excerpt(text: string): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, EXCERPT_BYTES), { stream: true });
}

/** Error bodies of LivePerson differ by service, and most are undocumented: each field is optional here. */
function serverWords(
  text: string,
  redactor: Redactor,
): { code: string | undefined; words: string | undefined } {
  const body = parseJsonObject(text);
  const field = (...names: string[]) =>
    names.map((name) => body?.[name]).find((value): value is string => typeof value === 'string');
  const code = field('code', 'errorCode');
  const words = field('message', 'errorMsg', 'error_description', 'details');
  return {
    code: code === undefined ? undefined : redactor.text(code).slice(0, 100),
    words: words === undefined ? undefined : redactor.text(words).slice(0, WORDS_LENGTH),
  };
}
