import { isJsonObject } from '../../http/json.js';
import type { Unwrapped } from '../define-api.js';

/**
 * What `{ meta: { responseCode }, body }` holds. Reports were seen to come in it where `v` was left out (observed);
 * the client always sends `v`, and takes such an answer all the same.
 *
 * @returns undefined for what is no such envelope.
 */
export function unwrapReport(answer: unknown): Unwrapped | undefined {
  if (!isJsonObject(answer) || !isJsonObject(answer.meta) || !('responseCode' in answer.meta))
    return undefined;
  return { status: statusOf(answer.meta.responseCode), value: answer.body ?? null };
}

/** Statuses of HTTP only: another number, such as 901 of a function, would stand for an error that this is not. */
function statusOf(code: unknown): number {
  const status = typeof code === 'string' && code.trim() !== '' ? Number(code) : code;
  const isStatus = Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599;
  return isStatus ? Number(status) : Number.NaN;
}
