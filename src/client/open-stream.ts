import type { ApiResponse } from '../apis/api-call.js';
import { nameCall } from '../errors/toolbelt-error.js';
import { open } from '../http/call.js';
import type { CallRequest } from '../http/engine.js';
import { type AnswerErrorParts, answerError } from './answer-error.js';
import type { OperationParts } from './client-parts.js';
import { isSuccess, withMetadata } from './typed-answer.js';

/** Hands out the body of an answer as it comes, or throws the error that the answer stands for. */
export async function openStream(
  request: CallRequest,
  answerParts: AnswerErrorParts,
  { engine, abandoned }: OperationParts,
): Promise<ApiResponse<unknown>> {
  const answer = await open(engine, request);
  try {
    if (!isSuccess(answer.status)) throw answerError(answer, await answer.errorText(), answerParts);
  } catch (error) {
    throw nameCall(error, request.operation, answer.attempt);
  }
  const response = withMetadata(answer, answer.stream());
  abandoned.watch(response.data, answer);
  return response;
}
