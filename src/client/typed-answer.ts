import type { ApiResponse } from '../apis/api-call.js';
import type { AnswerBody, Operation } from '../apis/define-api.js';
import { ResponseValidationError } from '../errors/response-validation-error.js';
import type { Answer } from '../http/answer.js';
import { parseJson, parseJsonObject } from '../http/json.js';
import { type AnswerErrorParts, answerError } from './answer-error.js';
import { outOfEnvelope } from './envelope.js';
import type { PreparedOperation } from './parameters.js';
import type { ResponseChecker } from './response-checker.js';

type ToValue = (body: AnswerBody | undefined) => unknown;

export interface TypedAnswerParts extends AnswerErrorParts {
  readonly checker: ResponseChecker;
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
  if (toValue === undefined && !isSuccess(answer.status)) throw answerError(answer, text, parts);
  const data =
    toValue === undefined
      ? outOfEnvelope(parseData(answer, text, prepared), answer, text, parts)
      : toValue(parseJsonObject(text));
  checkPage(prepared, data);
  checker.check(prepared.name, prepared.answer, data);
  return withMetadata(answer, data);
}

export function isSuccess(status: number): boolean {
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
function checkPage({ name, operation, answer }: PreparedOperation, data: unknown): void {
  const issue = answer.outerIssue(data);
  if (issue !== undefined) throw new ResponseValidationError(name, [issue]);
  // The items are found by the operation that the answer is of; the table cannot name its type.
  if (operation.items === undefined || Array.isArray(operation.items(data as never))) return;
  throw new ResponseValidationError(name, [{ path: '', message: 'holds no list' }]);
}

export function withMetadata<T>(answer: Answer, data: T): ApiResponse<T> {
  const headers = joinedHeaders(answer);
  // The method pages name ac-revision, the appendix ETag, for the same revision (documented).
  const revision = headers['ac-revision'] ?? headers.etag;
  const { status, requestId } = answer;
  const response = { data, status, headers, requestId };
  return revision === undefined ? response : { ...response, revision };
}

/** The headers of an answer, those that came several times joined by a comma. */
export function joinedHeaders(answer: Pick<Answer, 'headers'>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of Object.keys(answer.headers)) {
    const value = answer.headers[name] ?? '';
    headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}
