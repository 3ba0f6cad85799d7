import { ResponseValidationError } from '../errors/response-validation-error.js';
import type { Answer } from '../http/answer.js';
import { type AnswerErrorParts, answerError } from './answer-error.js';

/** The one status of an envelope that means success. */
const OK = 200;

/** What an envelope holds; its status counts as that of the answer. */
export function outOfEnvelope(data: unknown, answer: Answer, text: string, parts: AnswerErrorParts): unknown {
  const unwrapped = parts.api.unwrap?.(data);
  if (unwrapped === undefined) return data;
  const { status, value } = unwrapped;
  if (status === OK) return value;
  if (Number.isInteger(status)) {
    const { headers, requestId } = answer;
    const note = `This is the responseCode of an envelope, which came with status ${answer.status}.`;
    throw answerError({ status, headers, requestId }, text, parts, note);
  }
  const message = 'has an envelope whose responseCode is no status';
  throw new ResponseValidationError(parts.prepared.name, [{ path: '', message }]);
}
